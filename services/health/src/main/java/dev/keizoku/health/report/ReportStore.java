package dev.keizoku.health.report;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What reports read of what others wrote: names, scores, goals, wishes. */
@ApplicationScoped
class ReportStore {

    private final Jdbi jdbi;

    ReportStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The name of an account; null for one without. */
    record Account(@Nullable String name) {}

    /** The score of a day. */
    record Score(LocalDate day, @Nullable BigDecimal score, String band) {}

    /** A goal or milestone that was reached. */
    record Goal(String kind, String name, LocalDate reachedOn) {}

    /**
     * A feature that is wished for.
     *
     * @param mrr what those who wish for it pay a month, each counted once
     * @param weight how much it matters to them, where they said
     */
    record Wish(String feature, long requests, long accounts, BigDecimal mrr, BigDecimal weight) {}

    Optional<Account> account(TenantId tenant, String account) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select name from account_health where tenant = :tenant and account_id = :account
                """)
                .bind("tenant", tenant.value())
                .bind("account", account)
                .map((row, context) -> new Account(row.getString("name")))
                .findOne());
    }

    List<Score> scores(TenantId tenant, String account, LocalDate from, LocalDate to) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select s.day, s.effective, s.band
                from generate_series(0, cast(:to as date) - cast(:from as date) - 1) as ahead(days)
                join score_snapshot s on s.tenant = :tenant and s.day = cast(:from as date) + ahead.days
                    and s.account_id = :account
                order by s.day
                """)
                .bind("tenant", tenant.value())
                .bind("account", account)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> new Score(
                        row.getObject("day", LocalDate.class), row.getBigDecimal("effective"), row.getString("band")))
                .list());
    }

    List<Goal> goals(TenantId tenant, String account, LocalDate from, LocalDate to) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select kind, details ->> 'name' as name, cast(details ->> 'reached_on' as date) as reached_on
                from touchpoint
                where tenant = :tenant and account_id = :account and kind in ('milestone', 'goal')
                    and cast(details ->> 'reached_on' as date) >= :from
                    and cast(details ->> 'reached_on' as date) < :to
                order by reached_on, name
                """)
                .bind("tenant", tenant.value())
                .bind("account", account)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> new Goal(
                        row.getString("kind"), row.getString("name"), row.getObject("reached_on", LocalDate.class)))
                .list());
    }

    /** What was wished for in a time, by what those who wish for it are worth in the tenant's currency. */
    List<Wish> wishes(TenantRecord tenant, Instant from, Instant to, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select w.feature, sum(w.requests) as requests, count(*) as accounts,
                    coalesce(sum(e.mrr) filter (where e.currency = :currency), 0) as mrr, sum(w.weight) as weight
                from (select details ->> 'feature' as feature, account_id, count(*) as requests,
                        sum(coalesce(cast(details ->> 'weight' as numeric), 1)) as weight
                    from touchpoint
                    where tenant = :tenant and kind = 'feature_request' and occurred_at >= :from and occurred_at < :to
                    group by 1, 2) w
                left join account_expansion e on e.tenant = :tenant and e.account_id = w.account_id
                group by w.feature order by mrr desc, requests desc, w.feature limit :limit
                """)
                .bind("tenant", tenant.tenant().value())
                .bind("currency", tenant.currency().getCurrencyCode())
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("to", to.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .map((row, context) -> new Wish(
                        row.getString("feature"),
                        row.getLong("requests"),
                        row.getLong("accounts"),
                        row.getBigDecimal("mrr"),
                        row.getBigDecimal("weight")))
                .list());
    }
}
