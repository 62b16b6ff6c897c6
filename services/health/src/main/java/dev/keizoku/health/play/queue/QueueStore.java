package dev.keizoku.health.play.queue;

import dev.keizoku.health.play.Play;
import dev.keizoku.health.play.PlayRead;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The plays that wait, and what each owner has. */
@ApplicationScoped
class QueueStore {

    private final Jdbi jdbi;

    QueueStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A play with its place. */
    record Waiting(Play play, Priority priority, @Nullable String currency) {}

    /** Where a page ended. */
    record Position(BigDecimal priority, UUID play) {}

    /** What one owner has; null for what nobody looks after. */
    record Load(
            @Nullable String owner,
            @Nullable String currency,
            int accounts,
            BigDecimal mrr,
            BigDecimal atRiskMrr,
            int openPlays,
            int overduePlays) {}

    /**
     * Plays that are not over, the highest priority first.
     *
     * @param owners of plays; none are all
     */
    List<Waiting> waiting(TenantId tenant, List<String> owners, @Nullable Position after, LocalDate today, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select * from (
                    select q.*, round(risk_part * mrr_part * proximity_part, 4) as priority from (
                        select %s, a.currency as standing_currency, %s
                        from play p
                        left join account_standing a on a.tenant = p.tenant and a.account_id = p.account_id
                        where p.tenant = :tenant and p.state in ('open', 'started')
                            and (cardinality(cast(:owners as text[])) = 0 or p.owner = any(:owners))
                    ) q
                ) w
                where cast(:priority as numeric) is null
                    or (-priority, play_id) > (-cast(:priority as numeric), cast(:play as uuid))
                order by -priority, play_id limit :limit
                """.formatted(PlayRead.COLUMNS, Priority.COLUMNS))
                .bind("tenant", tenant.value())
                .bindArray("owners", String.class, owners)
                .bind("today", today)
                .bind("priority", after == null ? null : after.priority())
                .bind("play", after == null ? null : after.play())
                .bind("limit", limit)
                .map((row, context) -> new Waiting(
                        PlayRead.play(row),
                        new Priority(
                                row.getBigDecimal("priority"),
                                row.getBigDecimal("risk_part"),
                                row.getBigDecimal("mrr_part"),
                                row.getBigDecimal("proximity_part"),
                                row.getObject("decides_on", LocalDate.class)),
                        row.getString("standing_currency")))
                .list());
    }

    /** What each owner of accounts or plays has, by owner; what nobody looks after comes last. */
    List<Load> loads(TenantId tenant, List<String> owners, LocalDate today) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select owner, max(currency) as currency, sum(accounts) as accounts, sum(mrr) as mrr,
                    sum(at_risk_mrr) as at_risk_mrr, sum(open_plays) as open_plays, sum(overdue_plays) as overdue_plays
                from (
                    select owner, max(currency) as currency, count(*) as accounts, coalesce(sum(mrr), 0) as mrr,
                        coalesce(sum(mrr) filter (where risk_level in ('medium', 'high')), 0) as at_risk_mrr,
                        0 as open_plays, 0 as overdue_plays
                    from account_standing where tenant = :tenant and live group by owner
                    union all
                    select p.owner, null, 0, 0, 0, count(*), count(*) filter (where %s)
                    from play p where p.tenant = :tenant and p.state in ('open', 'started') group by p.owner
                ) each_one
                where cardinality(cast(:owners as text[])) = 0 or owner = any(:owners)
                group by owner order by owner nulls last
                """.formatted(PlayRead.OVERDUE))
                .bind("tenant", tenant.value())
                .bindArray("owners", String.class, owners)
                .bind("today", today)
                .map((row, context) -> new Load(
                        row.getString("owner"),
                        row.getString("currency"),
                        row.getInt("accounts"),
                        row.getBigDecimal("mrr"),
                        row.getBigDecimal("at_risk_mrr"),
                        row.getInt("open_plays"),
                        row.getInt("overdue_plays")))
                .list());
    }
}
