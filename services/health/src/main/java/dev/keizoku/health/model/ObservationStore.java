package dev.keizoku.health.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.model.learn.Hazard;
import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Observations and the months that were looked at. */
@ApplicationScoped
class ObservationStore {

    private static final int FETCH = 2_000;
    private static final TypeReference<Map<String, Measured>> MEASURES = new TypeReference<>() {};

    private final Jdbi bulk;
    private final ObjectMapper mapper;

    ObservationStore(@DataSource("bulk") Jdbi bulk, ObjectMapper mapper) {
        this.bulk = bulk;
        this.mapper = mapper;
    }

    Set<YearMonth> observed(TenantId tenant) {
        return bulk.withHandle(handle -> handle.createQuery("select month from churn_month where tenant = :tenant")
                .bind("tenant", tenant.value())
                .mapTo(LocalDate.class)
                .map(YearMonth::from)
                .collect(Collectors.toUnmodifiableSet()));
    }

    void forget(TenantId tenant) {
        bulk.useTransaction(handle -> {
            handle.createUpdate("delete from churn_observation where tenant = :tenant")
                    .bind("tenant", tenant.value())
                    .execute();
            handle.createUpdate("delete from churn_month where tenant = :tenant")
                    .bind("tenant", tenant.value())
                    .execute();
        });
    }

    /** Marks a month as looked at, in the transaction that adds its observations; false when it was already. */
    static boolean mark(Handle handle, TenantId tenant, YearMonth month, @Nullable LocalDate observedOn, Instant now) {
        return handle.createUpdate("""
                insert into churn_month (tenant, month, observed_on, observed_at)
                values (:tenant, :month, :observed, :now) on conflict do nothing
                """)
                        .bind("tenant", tenant.value())
                        .bind("month", month.atDay(1))
                        .bind("observed", observedOn)
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .execute()
                == 1;
    }

    void add(Handle handle, TenantId tenant, List<ObservedRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into churn_observation (tenant, month, account_id, observed_on, outcome, measures, computed, band,
                    signals, first_sign_on, tenure_months, months_to_renewal, term_months, plan_ids, attributes,
                    treated, left_on, stage, risk_level, seats)
                values (:tenant, :month, :account, :observed, :outcome, cast(:measures as jsonb), :computed, :band,
                    :signals, :first_sign, :tenure, :to_renewal, :term, :plans, cast(:attributes as jsonb),
                    :treated, :left_on, :stage, :risk_level, :seats)
                """);
        for (ObservedRow row : rows) {
            batch.bind("tenant", tenant.value())
                    .bind("month", row.month())
                    .bind("account", row.accountId())
                    .bind("observed", row.observedOn())
                    .bind("outcome", row.outcome().key())
                    .bind("measures", json(row.measures()))
                    .bind("computed", row.computed())
                    .bind("band", row.band())
                    .bindArray("signals", String.class, row.signals())
                    .bind("first_sign", row.firstSignOn())
                    .bind("tenure", row.clock().tenure())
                    .bind("to_renewal", row.clock().toRenewal())
                    .bind("term", row.clock().term())
                    .bindArray("plans", String.class, row.planIds())
                    .bind("attributes", row.attributes())
                    .bind("treated", row.treated())
                    .bind("left_on", row.leftOn())
                    .bind("stage", row.standing().stage())
                    .bind("risk_level", row.standing().riskLevel())
                    .bind("seats", row.standing().seats())
                    .add();
        }
        batch.execute();
    }

    /** How many observations ended how. */
    Map<Outcome, Long> outcomes(TenantId tenant) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        bulk.useHandle(handle -> handle.createQuery("""
                select outcome, count(*) as rows from churn_observation where tenant = :tenant group by outcome
                """)
                .bind("tenant", tenant.value())
                .map((row, context) -> outcomes.put(outcome(row), row.getLong("rows")))
                .forEach(before -> {}));
        return outcomes;
    }

    /** What may be learned from, by month and account, without holding it all. */
    void each(TenantId tenant, Consumer<ObservedRow> reader) {
        bulk.useTransaction(handle -> handle.createQuery("""
                select * from churn_observation where tenant = :tenant and outcome in ('stayed', 'left')
                order by month, account_id
                """)
                .setFetchSize(FETCH)
                .bind("tenant", tenant.value())
                .map((row, context) -> row(row))
                .forEach(reader));
    }

    private ObservedRow row(ResultSet row) throws SQLException {
        return new ObservedRow(
                row.getObject("month", LocalDate.class),
                row.getString("account_id"),
                row.getObject("observed_on", LocalDate.class),
                outcome(row),
                measures(row.getString("measures")),
                row.getObject("computed") == null ? null : row.getDouble("computed"),
                row.getString("band"),
                new ObservedRow.Standing(
                        row.getString("stage"), row.getString("risk_level"), row.getBigDecimal("seats")),
                PastScores.texts(row.getArray("signals")),
                row.getObject("first_sign_on", LocalDate.class),
                new Hazard.Clock(
                        row.getObject("tenure_months", Integer.class),
                        row.getObject("months_to_renewal", Integer.class),
                        row.getObject("term_months", Integer.class)),
                PastScores.texts(row.getArray("plan_ids")),
                row.getString("attributes"),
                row.getBoolean("treated"),
                row.getObject("left_on", LocalDate.class));
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        return Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT));
    }

    private Map<String, Measured> measures(String json) {
        try {
            return mapper.readValue(json, MEASURES);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
