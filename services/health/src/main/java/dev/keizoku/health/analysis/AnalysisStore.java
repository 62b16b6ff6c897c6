package dev.keizoku.health.analysis;

import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Reads what was observed; the churn model's package writes it. */
@ApplicationScoped
class AnalysisStore {

    private static final int FETCH = 2_000;
    private static final long MOST_ROWS = 200_000;

    private static final String SAMPLED = " and (hashtext(o.account_id) & 2147483647) % :one_in = 0";

    private static final String OBSERVED = """
            churn_observation o where o.tenant = :tenant and o.month >= :from and o.month < :to
                and o.outcome in ('stayed', 'left')
            """;

    private final Jdbi bulk;

    AnalysisStore(@DataSource("bulk") Jdbi bulk) {
        this.bulk = bulk;
    }

    /** The months of a tenant that are asked about. */
    record Scope(TenantId tenant, LocalDate from, LocalDate to) {}

    /** The last month that was looked at and had scores in time. */
    Optional<LocalDate> observedThrough(TenantId tenant) {
        return bulk.withHandle(handle -> handle.createQuery("""
                select month from churn_month where tenant = :tenant and observed_on is not null
                order by month desc limit 1
                """)
                .bind("tenant", tenant.value())
                .mapTo(LocalDate.class)
                .findOne());
    }

    ChurnRate all(Scope scope) {
        return bulk.withHandle(handle -> bind(handle.createQuery("""
                select count(*) as observations, count(*) filter (where outcome = 'left') as leavers from
                """ + OBSERVED), scope)
                .map((row, context) -> new ChurnRate(row.getLong("observations"), row.getLong("leavers")))
                .one());
    }

    /** Of how many accounts one is read where all would be too many. */
    static int oneIn(ChurnRate all) {
        return Math.toIntExact(Math.max(1, (all.observations() + MOST_ROWS - 1) / MOST_ROWS));
    }

    /** The observations by a dimension. */
    List<Segment> segments(Scope scope, Dimension dimension) {
        String expression = expression(dimension);
        return bulk.withHandle(handle -> {
            Query query = bind(
                    handle.createQuery(
                            "select segment, count(*) as observations, count(distinct account_id) as accounts,"
                                    + " count(*) filter (where outcome = 'left') as leavers from (select " + expression
                                    + " as segment, o.account_id, o.outcome from " + OBSERVED
                                    + ") s group by segment order by segment collate \"C\""),
                    scope);
            if (dimension instanceof Dimension.Attribute attribute) {
                query.bind("attribute", attribute.name());
            }
            return segments(query);
        });
    }

    private static String expression(Dimension dimension) {
        return switch (dimension) {
            case Dimension.Attribute attribute -> "coalesce(o.attributes ->> :attribute, 'unknown')";
            case Dimension.Named named ->
                switch (named) {
                    case BAND -> "o.band";
                    case PLAN -> "coalesce(nullif(array_to_string(o.plan_ids, ' + '), ''), 'none')";
                    case TENURE -> """
                            case when o.tenure_months is null then 'unknown' when o.tenure_months < 3 then '00-02'
                                when o.tenure_months < 12 then '03-11' when o.tenure_months < 24 then '12-23'
                                else '24+' end
                            """;
                    case RENEWAL -> """
                            case when o.months_to_renewal is null then 'none'
                                when o.months_to_renewal = 0 then 'due' else 'later' end
                            """;
                    case TERM -> "coalesce(o.term_months::text, 'none')";
                };
        };
    }

    /** The observations by each signal that was open; one with several counts for each. */
    List<Segment> signals(Scope scope) {
        return bulk.withHandle(handle ->
                segments(bind(handle.createQuery("""
                        select segment, count(*) as observations, count(distinct account_id) as accounts,
                            count(*) filter (where outcome = 'left') as leavers
                        from (select unnest(o.signals) as segment, o.account_id, o.outcome from
                        """ + OBSERVED + ") s group by segment order by segment"), scope)));
    }

    List<Bins.Point> measure(Scope scope, String measure, int oneIn) {
        return bulk.inTransaction(handle -> bind(
                        handle.createQuery("""
                                select (o.measures #>> array[:measure, 'value'])::float8 as value, o.outcome from
                                """ + OBSERVED + SAMPLED + " and o.measures ->> :measure is not null"),
                        scope)
                .bind("measure", measure)
                .bind("one_in", oneIn)
                .setFetchSize(FETCH)
                .map((row, context) -> new Bins.Point(
                        row.getDouble("value"), row.getString("outcome").equals("left")))
                .list());
    }

    List<ScoreTrial.Scored> scores(Scope scope, int oneIn) {
        return bulk.inTransaction(handle -> bind(
                        handle.createQuery("""
                                select o.account_id, o.month, o.computed, o.outcome, o.first_sign_on from
                                """ + OBSERVED + SAMPLED + " and o.computed is not null"), scope)
                .bind("one_in", oneIn)
                .setFetchSize(FETCH)
                .map((row, context) -> new ScoreTrial.Scored(
                        row.getString("account_id"),
                        row.getObject("month", LocalDate.class),
                        row.getDouble("computed"),
                        row.getString("outcome").equals("left"),
                        row.getObject("first_sign_on", LocalDate.class)))
                .list());
    }

    private static List<Segment> segments(Query query) {
        return query.map((row, context) -> new Segment(
                        row.getString("segment"),
                        row.getLong("accounts"),
                        new ChurnRate(row.getLong("observations"), row.getLong("leavers"))))
                .list();
    }

    private static Query bind(Query query, Scope scope) {
        return query.bind("tenant", scope.tenant().value())
                .bind("from", scope.from())
                .bind("to", scope.to());
    }
}
