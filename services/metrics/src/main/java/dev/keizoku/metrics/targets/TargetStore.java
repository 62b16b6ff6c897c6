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

/** The tenants' targets. */
@Singleton
public class TargetStore {

    private final Jdbi jdbi;

    TargetStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<TargetPlan> of(String tenant, String metric) {
        return all(tenant).stream().filter(plan -> plan.metric().equals(metric)).findFirst();
    }

    /** Every plan of the tenant, by metric. */
    public List<TargetPlan> all(String tenant) {
        Map<String, TargetPlan> plans = new TreeMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select metric, direction, from_day, to_day, value, currency
                        from target_plan left join target_stage using (tenant, metric)
                        where tenant = :tenant order by metric, from_day
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> plan(row))
                .forEach(plan -> plans.merge(plan.metric(), plan, TargetStore::joined)));
        return List.copyOf(plans.values());
    }

    /** Replaces the plan of a metric. */
    void put(String tenant, TargetPlan plan, Instant now) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("""
                            insert into target_plan values (:tenant, :metric, :direction, :now)
                            on conflict (tenant, metric) do update
                                set direction = excluded.direction, updated_at = excluded.updated_at
                            """)
                    .bind("tenant", tenant)
                    .bind("metric", plan.metric())
                    .bind("direction", plan.direction().wireName())
                    .bind("now", now)
                    .execute();
            handle.createUpdate("delete from target_stage where tenant = :tenant and metric = :metric")
                    .bind("tenant", tenant)
                    .bind("metric", plan.metric())
                    .execute();
            PreparedBatch batch = handle.prepareBatch(
                    "insert into target_stage values (:tenant, :metric, :from, :to, :value, :currency)");
            for (TargetPlan.Stage stage : plan.stages()) {
                Currency currency = stage.currency();
                batch.bind("tenant", tenant)
                        .bind("metric", plan.metric())
                        .bind("from", stage.period().from())
                        .bind("to", stage.period().to())
                        .bind("value", stage.value())
                        .bind("currency", currency == null ? null : currency.getCurrencyCode())
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
