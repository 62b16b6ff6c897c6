package dev.keizoku.health.kpi;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Adds touchpoints of all accounts up by the month they happened in. */
@ApplicationScoped
class KpiStore {

    private final Jdbi jdbi;

    KpiStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What became of a month's tickets, and what its people said.
     *
     * @param firstResponseHours the middle one, of those that had a response
     * @param satisfaction the mean, 1 to 5, of tickets and of surveys
     * @param nps from -100 to 100
     */
    record Month(
            LocalDate month,
            long tickets,
            long responded,
            @Nullable BigDecimal firstResponseHours,
            long resolved,
            @Nullable BigDecimal resolutionHours,
            long satisfactionAnswers,
            @Nullable BigDecimal satisfaction,
            long npsAnswers,
            @Nullable BigDecimal nps) {

        static Month of(LocalDate month) {
            return new Month(month, 0, 0, null, 0, null, 0, null, 0, null);
        }
    }

    /** The months in which anything happened. */
    Map<LocalDate, Month> months(TenantId tenant, Months months, ZoneId zone, Instant now) {
        Map<LocalDate, Month> found = new TreeMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                select month, count(*) filter (where kind = 'ticket') as tickets, count(response) as responded,
                    cast(percentile_cont(0.5) within group (order by response) as numeric(12, 2)) as response,
                    count(*) filter (where resolved) as resolved,
                    cast(percentile_cont(0.5) within group (order by resolution) as numeric(12, 2)) as resolution,
                    count(satisfaction) as answers, cast(avg(satisfaction) as numeric(4, 2)) as satisfaction,
                    count(nps) as nps_answers, cast(100 * avg(nps) as numeric(6, 2)) as nps
                from (
                    select cast(date_trunc('month', occurred_at at time zone :zone) as date) as month, kind,
                        case when kind = 'ticket' then extract(epoch from
                            cast(details ->> 'first_responded_at' as timestamptz) - occurred_at) / 3600 end as response,
                        kind = 'ticket' and (cast(details ->> 'resolved_at' as timestamptz) <= :now
                            or details ->> 'resolved_at' is null and details ->> 'status' = 'resolved') as resolved,
                        case when kind = 'ticket' then extract(epoch from
                            cast(details ->> 'resolved_at' as timestamptz) - occurred_at) / 3600 end as resolution,
                        case when kind = 'ticket' then cast(details ->> 'satisfaction' as integer)
                            when details ->> 'survey' = 'csat' then cast(details ->> 'score' as integer)
                            end as satisfaction,
                        case when kind = 'survey_answer' and details ->> 'survey' = 'nps' then
                            case when cast(details ->> 'score' as integer) >= 9 then 1
                                when cast(details ->> 'score' as integer) <= 6 then -1 else 0 end end as nps
                    from touchpoint
                    where tenant = :tenant and kind in ('ticket', 'survey_answer')
                        and occurred_at >= :from and occurred_at < :to and occurred_at <= :now
                ) said
                group by month
                """)
                .bind("tenant", tenant.value())
                .bind("zone", zone.getId())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("from", months.from().atStartOfDay(zone).toOffsetDateTime())
                .bind("to", months.to().atStartOfDay(zone).toOffsetDateTime())
                .map((row, context) -> new Month(
                        row.getObject("month", LocalDate.class),
                        row.getLong("tickets"),
                        row.getLong("responded"),
                        row.getBigDecimal("response"),
                        row.getLong("resolved"),
                        row.getBigDecimal("resolution"),
                        row.getLong("answers"),
                        row.getBigDecimal("satisfaction"),
                        row.getLong("nps_answers"),
                        row.getBigDecimal("nps")))
                .forEach(month -> found.put(month.month(), month)));
        return found;
    }
}
