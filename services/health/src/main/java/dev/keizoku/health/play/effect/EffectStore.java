package dev.keizoku.health.play.effect;

import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Counts what became of plays and of the accounts they were done for. */
@ApplicationScoped
class EffectStore {

    /** Two classes for each power of ten, so that what is paid differs threefold at most; null for nothing. */
    private static final String MRR_CLASS = "case when %1$s > 0 then floor(2 * log(%1$s)) end";

    private final Jdbi jdbi;

    EffectStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The days the plays were opened on. */
    record Period(LocalDate from, LocalDate to) {}

    /** What became of the plays of a playbook. */
    record Counts(
            PlaybookKey playbook,
            int opened,
            int begun,
            int completed,
            int dismissed,
            int withdrawn,
            int expired,
            @Nullable BigDecimal medianHours) {}

    /** Bands some days later beside those at opening. */
    record Bands(int better, int same, int worse, int unknown) {

        static final Bands NONE = new Bands(0, 0, 0, 0);
    }

    /** The last day anything is known of. */
    Optional<LocalDate> observedUntil(TenantId tenant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select max(day) from account_standing where tenant = :tenant")
                        .bind("tenant", tenant.value())
                        .mapTo(LocalDate.class)
                        .findOne());
    }

    List<Counts> counts(TenantId tenant, Period period) {
        return jdbi.withHandle(handle -> bind(handle.createQuery("""
                select playbook, count(*) as opened, count(first_action_at) as begun,
                    count(*) filter (where state = 'completed') as completed,
                    count(*) filter (where state = 'dismissed') as dismissed,
                    count(*) filter (where state = 'withdrawn') as withdrawn,
                    count(*) filter (where state = 'expired') as expired,
                    cast(percentile_cont(0.5) within group (order by extract(epoch from first_action_at - opened_at) / 3600)
                        as numeric(12, 2)) as median_hours
                from play
                where tenant = :tenant and opened_on between :from and :to
                group by playbook
                """), tenant, period)
                .map((row, context) -> new Counts(
                        PlaybookKey.of(row.getString("playbook")),
                        row.getInt("opened"),
                        row.getInt("begun"),
                        row.getInt("completed"),
                        row.getInt("dismissed"),
                        row.getInt("withdrawn"),
                        row.getInt("expired"),
                        row.getBigDecimal("median_hours")))
                .list());
    }

    /** Of plays that were begun and are so many days old, the last band of the week before that day. */
    Map<PlaybookKey, Bands> bands(TenantId tenant, Period period, LocalDate until, int days) {
        Map<PlaybookKey, Bands> found = new EnumMap<>(PlaybookKey.class);
        jdbi.useHandle(handle -> bind(handle.createQuery("""
                select playbook, count(*) filter (where after > before) as better,
                    count(*) filter (where after = before) as same, count(*) filter (where after < before) as worse,
                    count(*) filter (where after is null or before is null) as unknown
                from (
                    select p.playbook, array_position(array['red', 'yellow', 'green'], p.band) as before,
                        (select array_position(array['red', 'yellow', 'green'], s.band)
                            from generate_series(0, 6) as ago(days)
                            join score_snapshot s on s.tenant = :tenant and s.account_id = p.account_id
                                and s.day = p.opened_on + cast(:days as integer) - ago.days
                            order by s.day desc limit 1) as after
                    from play p
                    where p.tenant = :tenant and p.opened_on between :from and :to and p.first_action_at is not null
                        and p.opened_on + cast(:days as integer) <= :until
                ) each_one
                group by playbook
                """), tenant, period)
                .bind("until", until)
                .bind("days", days)
                .map((row, context) -> found.put(
                        PlaybookKey.of(row.getString("playbook")),
                        new Bands(
                                row.getInt("better"), row.getInt("same"), row.getInt("worse"), row.getInt("unknown"))))
                .forEach(none -> {}));
        return found;
    }

    /** Who stayed, and who stayed of others like them, cell by cell of day, band, risk and class of MRR. */
    List<Retention.Cell> cells(TenantId tenant, Period period, LocalDate until) {
        return jdbi.withHandle(handle -> bind(
                        handle.createQuery(
                                """
                with treated as (
                    select distinct on (p.playbook, p.account_id) p.playbook, p.account_id, p.opened_on, p.band,
                        p.risk_level, %s as mrr_class, coalesce(p.mrr, 0) as mrr, p.currency,
                        a.left_on is null or a.left_on > p.opened_on + 90 as stayed
                    from play p
                    join account_standing a on a.tenant = p.tenant and a.account_id = p.account_id
                    where p.tenant = :tenant and p.opened_on between :from and :to and p.first_action_at is not null
                        and p.opened_on + 90 <= :until
                    order by p.playbook, p.account_id, p.opened_on
                ), controls as (
                    select c.opened_on, c.band, c.risk_level, c.mrr_class, count(*) as controls,
                        count(*) filter (where a.left_on is null or a.left_on > c.opened_on + 90) as controls_stayed
                    from (select distinct opened_on, band, risk_level, mrr_class from treated) c
                    join score_snapshot s on s.tenant = :tenant and s.day = c.opened_on and s.band = c.band and s.live
                    join risk_snapshot r on r.tenant = :tenant and r.day = c.opened_on
                        and r.account_id = s.account_id and r.level = c.risk_level
                    join account_standing a on a.tenant = :tenant and a.account_id = s.account_id
                        and (%s) is not distinct from c.mrr_class
                    where not exists (select from play p where p.tenant = :tenant and p.account_id = s.account_id
                        and p.first_action_at is not null
                        and p.opened_on between c.opened_on - 30 and c.opened_on + 90)
                    group by c.opened_on, c.band, c.risk_level, c.mrr_class
                )
                select t.playbook, count(*) as treated, count(*) filter (where t.stayed) as stayed,
                    coalesce(sum(t.mrr) filter (where t.stayed), 0) as kept_mrr, max(t.currency) as currency,
                    coalesce(max(c.controls), 0) as controls, coalesce(max(c.controls_stayed), 0) as controls_stayed
                from treated t
                left join controls c on c.opened_on = t.opened_on and c.band = t.band and c.risk_level = t.risk_level
                    and c.mrr_class is not distinct from t.mrr_class
                group by t.playbook, t.opened_on, t.band, t.risk_level, t.mrr_class
                """.formatted(MRR_CLASS.formatted("p.mrr"), MRR_CLASS.formatted("a.paid_mrr"))),
                        tenant,
                        period)
                .bind("until", until)
                .map((row, context) -> new Retention.Cell(
                        PlaybookKey.of(row.getString("playbook")),
                        row.getInt("treated"),
                        row.getInt("stayed"),
                        row.getBigDecimal("kept_mrr"),
                        row.getString("currency"),
                        row.getInt("controls"),
                        row.getInt("controls_stayed")))
                .list());
    }

    private static Query bind(Query query, TenantId tenant, Period period) {
        return query.bind("tenant", tenant.value()).bind("from", period.from()).bind("to", period.to());
    }
}
