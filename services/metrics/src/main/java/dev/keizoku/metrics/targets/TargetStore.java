package dev.keizoku.metrics.targets;

import dev.keizoku.metrics.report.Span;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The tenants' targets. */
@Singleton
public class TargetStore {

    private final Jdbi jdbi;

    TargetStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<TargetPlan> of(String tenant, String metric, @Nullable Instant knownAt) {
        return all(tenant, knownAt).stream()
                .filter(plan -> plan.metric().equals(metric))
                .findFirst();
    }

    /**
     * Every plan of the tenant, by metric.
     *
     * @param knownAt as they were then; null for now
     */
    public List<TargetPlan> all(String tenant, @Nullable Instant knownAt) {
        Map<String, TargetPlan> plans = new TreeMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select metric, direction, from_day, to_day, value, currency
                        from (
                            select distinct on (metric) * from target_plan
                            where tenant = :tenant
                                and recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                            order by metric, recorded_at desc) as plan
                        left join target_stage using (tenant, metric, recorded_at)
                        order by metric, from_day
                        """)
                .bind("tenant", tenant)
                .bind("knownAt", knownAt)
                .map((row, context) -> plan(row))
                .forEach(plan -> plans.merge(plan.metric(), plan, TargetStore::joined)));
        return List.copyOf(plans.values());
    }

    /** Puts a plan in the place of the one before, which is kept for what was known then. */
    void put(String tenant, TargetPlan plan, Instant now) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("""
                            insert into target_plan values (:tenant, :metric, :direction, :now)
                            on conflict (tenant, metric, recorded_at) do update set direction = excluded.direction
                            """)
                    .bind("tenant", tenant)
                    .bind("metric", plan.metric())
                    .bind("direction", plan.direction().wireName())
                    .bind("now", now)
                    .execute();
            handle.createUpdate("""
                            delete from target_stage
                            where tenant = :tenant and metric = :metric and recorded_at = :now
                            """)
                    .bind("tenant", tenant)
                    .bind("metric", plan.metric())
                    .bind("now", now)
                    .execute();
            PreparedBatch batch = handle.prepareBatch(
                    "insert into target_stage values (:tenant, :metric, :from, :to, :value, :currency, :now)");
            for (TargetPlan.Stage stage : plan.stages()) {
                Currency currency = stage.currency();
                batch.bind("tenant", tenant)
                        .bind("metric", plan.metric())
                        .bind("from", stage.period().from())
                        .bind("to", stage.period().to())
                        .bind("value", stage.value())
                        .bind("currency", currency == null ? null : currency.getCurrencyCode())
                        .bind("now", now)
                        .add();
            }
            if (!plan.stages().isEmpty()) {
                batch.execute();
            }
        });
    }

    private static TargetPlan joined(TargetPlan earlier, TargetPlan later) {
        List<TargetPlan.Stage> stages = new ArrayList<>(earlier.stages());
        stages.addAll(later.stages());
        return new TargetPlan(earlier.metric(), earlier.direction(), stages);
    }

    private static TargetPlan plan(ResultSet row) throws SQLException {
        LocalDate from = row.getObject("from_day", LocalDate.class);
        String currency = row.getString("currency");
        List<TargetPlan.Stage> stages = from == null
                ? List.of()
                : List.of(new TargetPlan.Stage(
                        new Span(from, row.getObject("to_day", LocalDate.class)),
                        row.getBigDecimal("value"),
                        currency == null ? null : Currency.getInstance(currency)));
        return new TargetPlan(row.getString("metric"), TargetPlan.Direction.of(row.getString("direction")), stages);
    }
}
