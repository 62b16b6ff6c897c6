package dev.keizoku.health.run;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The accounts that are to be looked at again at once. Times are the database's, like those of leases. */
@ApplicationScoped
class RescanStore {

    private final Jdbi jdbi;

    RescanStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** An account somebody asked for. */
    record Asked(TenantId tenant, String account, OffsetDateTime askedAt, int attempts) {}

    /** Notes the accounts in the transaction under way; one that is noted already is looked at once. */
    void ask(TenantId tenant, Collection<String> accounts) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into rescan (tenant, account_id, asked_at, not_before, attempts)
                        select :tenant, account_id, clock_timestamp(), clock_timestamp(), 0
                        from unnest(cast(:accounts as text[])) as asked(account_id) order by account_id
                        on conflict (tenant, account_id) do update set asked_at = excluded.asked_at
                        """)
                .bind("tenant", tenant.value())
                .bindArray("accounts", String.class, accounts)
                .execute());
    }

    /** How far the changes of subscriptions were read for each tenant. */
    Map<TenantId, Long> noticePositions() {
        return jdbi.withHandle(handle -> handle.createQuery("select tenant, seq from notice_position")
                .reduceRows(new HashMap<>(), (positions, row) -> {
                    positions.put(
                            new TenantId(row.getColumn("tenant", String.class)), row.getColumn("seq", Long.class));
                    return positions;
                }));
    }

    /** Notes the accounts and how far was read, at once; nothing when another replica has read that far already. */
    @Transactional
    void moveNotices(TenantId tenant, @Nullable Long from, long to, Set<String> accounts) {
        int moved = jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into notice_position as p (tenant, seq) values (:tenant, :to)
                        on conflict (tenant) do update set seq = excluded.seq where p.seq = cast(:from as bigint)
                        """)
                .bind("tenant", tenant.value())
                .bind("from", from)
                .bind("to", to)
                .execute());
        if (moved == 1 && !accounts.isEmpty()) {
            ask(tenant, accounts);
        }
    }

    /** Takes the next account; another takes it when this one is not heard of for so long. */
    Optional<Asked> claim(Duration hold) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                with next as materialized (
                    select tenant, account_id from rescan where not_before <= clock_timestamp()
                    order by not_before limit 1 for update skip locked)
                update rescan r set attempts = r.attempts + 1,
                    not_before = clock_timestamp() + make_interval(secs => :hold)
                from next
                where r.tenant = next.tenant and r.account_id = next.account_id
                returning r.*
                """)
                .bind("hold", hold.toMillis() / 1000.0)
                .map((row, context) -> new Asked(
                        new TenantId(row.getString("tenant")),
                        row.getString("account_id"),
                        row.getObject("asked_at", OffsetDateTime.class),
                        row.getInt("attempts")))
                .findOne());
    }

    /** The account was looked at; one that was asked for again meanwhile stays. */
    void done(Asked asked) {
        int gone = jdbi.withHandle(handle -> handle.createUpdate("""
                        delete from rescan where tenant = :tenant and account_id = :account and asked_at = :asked_at
                        """)
                .bind("tenant", asked.tenant().value())
                .bind("account", asked.account())
                .bind("asked_at", asked.askedAt())
                .execute());
        if (gone == 0) {
            postpone(asked, Duration.ZERO);
        }
    }

    /** Leaves it to be taken again after a while. */
    void postpone(Asked asked, Duration wait) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update rescan set not_before = clock_timestamp() + make_interval(secs => :wait)
                        where tenant = :tenant and account_id = :account
                        """)
                .bind("tenant", asked.tenant().value())
                .bind("account", asked.account())
                .bind("wait", wait.toMillis() / 1000.0)
                .execute());
    }

    /** Lets go of one that fails every time: the night looks at the account anyway. */
    void drop(Asked asked) {
        jdbi.useHandle(
                handle -> handle.createUpdate("delete from rescan where tenant = :tenant and account_id = :account")
                        .bind("tenant", asked.tenant().value())
                        .bind("account", asked.account())
                        .execute());
    }
}
