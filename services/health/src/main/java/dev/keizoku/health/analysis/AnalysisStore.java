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
                    case STAGE -> "coalesce(o.stage, 'unknown')";
                    case RISK_LEVEL -> "coalesce(o.risk_level, 'unknown')";
                    case SEATS -> """
                            case when o.seats is null then 'unknown' when o.seats < 5 then '0000-0004'
                                when o.seats < 20 then '0005-0019' when o.seats < 100 then '0020-0099'
                                when o.seats < 500 then '0100-0499' else '0500+' end
                            """;
                    case TREATED -> "case when o.treated then 'treated' else 'untreated' end";
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
                                select o.account_id, o.month, o.computed, o.outcome, o.first_sign_on,
                                    o.left_on from
                                """ + OBSERVED + SAMPLED + " and o.computed is not null"), scope)
                .bind("one_in", oneIn)
                .setFetchSize(FETCH)
                .map((row, context) -> new ScoreTrial.Scored(
                        row.getString("account_id"),
                        row.getObject("month", LocalDate.class),
                        row.getDouble("computed"),
                        row.getString("outcome").equals("left"),
                        row.getObject("first_sign_on", LocalDate.class),
                        row.getObject("left_on", LocalDate.class)))
                .list());
    }

    /**
     * The lowest scores of each week's last scored day, of customers of whom it is known what became of them: who left in
     * the month of that day or in the next one, and who was there to be observed before the month after that day and stayed.
     */
    List<ScoreTrial.Listed> lists(Scope scope, int perWeek, int oneIn) {
        return bulk.inTransaction(handle -> bind(handle.createQuery("""
                with weeks as (
                    select (select max(s.day) from score_snapshot s where s.tenant = :tenant
                        and s.day between cast(monday as date) and cast(monday as date) + 6
                        and s.day >= :from and s.day < :to) as day
                    from generate_series(date_trunc('week', cast(:from as timestamp)), cast(:to as timestamp),
                        interval '7 days') as monday
                ), known as (
                    select day, cast(date_trunc('month', day) as date) as month,
                        cast(date_trunc('month', day) + interval '1 month' as date) as next_month
                    from weeks where day is not null
                )
                select k.day, l.account_id, l.computed, l.has_left from known k
                join churn_month m on m.tenant = :tenant and m.month = k.next_month and m.observed_on is not null
                cross join lateral (
                    select s.account_id, s.computed, bool_or(o.outcome = 'left') as has_left,
                        rank() over (order by s.computed) as place
                    from score_snapshot s
                    join churn_observation o on o.tenant = s.tenant and o.account_id = s.account_id
                        and o.month in (k.month, k.next_month) and o.outcome in ('stayed', 'left')
                    where s.tenant = :tenant and s.day = k.day and s.live and s.computed is not null
                        and (hashtext(s.account_id) & 2147483647) % :one_in = 0
                    group by s.account_id, s.computed
                    having bool_or(o.outcome = 'left') or bool_or(o.month = k.next_month)
                ) l
                where l.place <= :per_week
                """), scope)
                .bind("per_week", perWeek)
                .bind("one_in", oneIn)
                .setFetchSize(FETCH)
                .map((row, context) -> new ScoreTrial.Listed(
                        row.getString("account_id"),
                        row.getObject("day", LocalDate.class),
                        row.getDouble("computed"),
                        row.getBoolean("has_left")))
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
