package dev.keizoku.usage.unmatched;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Reads which accounts have events. */
@Singleton
final class SeenAccountStore {

    private final Jdbi jdbi;

    SeenAccountStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** An account with events. */
    record Seen(String account, long events, LocalDate firstOn, LocalDate lastOn) {}

    /** In the order of their ids, after one of them. */
    List<Seen> after(int tenant, String account, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id, sum(count) as events, min(day) as first_on, max(day) as last_on
                        from account_day
                        where tenant_no = :tenant and account_id > :account
                        group by account_id
                        order by account_id
                        limit :limit
                        """)
                .bind("tenant", tenant)
                .bind("account", account)
                .bind("limit", limit)
                .map((row, context) -> new Seen(
                        row.getString("account_id"),
                        row.getLong("events"),
                        row.getObject("first_on", LocalDate.class),
                        row.getObject("last_on", LocalDate.class)))
                .list());
    }
}
