package dev.keizoku.usage.correction;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Users that are being forgotten, and how far that has come. */
final class ErasureStore {

    private ErasureStore() {}

    /** A user that is being forgotten, and what takes the user's place. */
    record Erasure(int tenant, String user, String anonymous, String actor, long events, long rollupRows) {}

    /** Begins, or goes on with what was begun. */
    static Erasure begin(Handle handle, Erasure wanted, Instant now) {
        handle.createUpdate("""
                        insert into erasure (asked_at, tenant_no, user_id, anonymous_id, actor)
                        values (:now, :tenant, :user, :anonymous, :actor)
                        on conflict do nothing
                        """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("tenant", wanted.tenant())
                .bind("user", wanted.user())
                .bind("anonymous", wanted.anonymous())
                .bind("actor", wanted.actor())
                .execute();
        return find(handle, wanted.tenant(), wanted.user()).orElse(wanted);
    }

    static Optional<Erasure> find(Handle handle, int tenant, String user) {
        return handle.createQuery("select * from erasure where tenant_no = :tenant and user_id = :user")
                .bind("tenant", tenant)
                .bind("user", user)
                .map((row, context) -> new Erasure(
                        row.getInt("tenant_no"),
                        row.getString("user_id"),
                        row.getString("anonymous_id"),
                        row.getString("actor"),
                        row.getLong("events"),
                        row.getLong("rollup_rows")))
                .findOne();
    }

    /** What was begun by anybody and is not done. */
    static List<Erasure> open(Handle handle) {
        return handle.createQuery("select * from erasure order by asked_at, tenant_no, user_id")
                .map((row, context) -> new Erasure(
                        row.getInt("tenant_no"),
                        row.getString("user_id"),
                        row.getString("anonymous_id"),
                        row.getString("actor"),
                        row.getLong("events"),
                        row.getLong("rollup_rows")))
                .list();
    }

    static void add(Handle handle, Erasure erasure, int events, int rollupRows) {
        handle.createUpdate("""
                        update erasure set events = events + :events, rollup_rows = rollup_rows + :rows
                        where tenant_no = :tenant and user_id = :user
                        """)
                .bind("events", events)
                .bind("rows", rollupRows)
                .bind("tenant", erasure.tenant())
                .bind("user", erasure.user())
                .execute();
    }

    /** Ends it; false when somebody else has. */
    static boolean end(Handle handle, Erasure erasure) {
        return handle.createUpdate("delete from erasure where tenant_no = :tenant and user_id = :user")
                        .bind("tenant", erasure.tenant())
                        .bind("user", erasure.user())
                        .execute()
                == 1;
    }

    /** The first days of the months in which anything was counted for one of the users. */
    static List<LocalDate> months(Handle handle, int tenant, String[] users) {
        return handle.createQuery("""
                        select distinct cast(date_trunc('month', cast(day as timestamp)) as date) from usage_day
                        where tenant_no = :tenant and user_id = any(:users)
                        order by 1
                        """)
                .bind("tenant", tenant)
                .bindArray("users", String.class, (Object[]) users)
                .mapTo(LocalDate.class)
                .list();
    }

    /** Keeps writers off what was counted for the users, in the order writers lock in. */
    static void lockRollups(Handle handle, int tenant, LocalDate from, LocalDate to, String[] users) {
        handle.createQuery("""
                        select 1 from usage_day
                        where tenant_no = :tenant and day >= :from and day < :to and user_id = any(:users)
                        order by day, account_id, name, user_id, feature, received_on
                        for update
                        """)
                .bind("tenant", tenant)
                .bind("from", from)
                .bind("to", to)
                .bindArray("users", String.class, (Object[]) users)
                .mapTo(Integer.class)
                .list();
    }
}
