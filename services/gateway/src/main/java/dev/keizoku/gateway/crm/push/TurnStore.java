package dev.keizoku.gateway.crm.push;

import static dev.keizoku.gateway.crm.push.ConnectionStore.at;

import dev.keizoku.gateway.crm.profile.ScoreFeed;
import dev.keizoku.gateway.crm.push.connector.PushConfig;
import dev.keizoku.gateway.crm.push.connector.Sent;
import dev.keizoku.gateway.tenant.Resting;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Which replica pushes for which connection, and where it stands. Leases go by the clock of the database, when something is
 * due by ours; every write is guarded by the fence.
 */
@Singleton
class TurnStore {

    private final Jdbi jdbi;
    private final double leaseSeconds;

    TurnStore(Jdbi jdbi, PushConfig config) {
        this.jdbi = jdbi;
        this.leaseSeconds = config.lease().toMillis() / 1000.0;
    }

    /**
     * A connection that is ours until the lease ends.
     *
     * @param writtenAs how the records were written that are there; once the profile says otherwise, all are written anew
     */
    record Turn(
            Connection connection,
            long fence,
            byte[] credentials,
            ScoreFeed.Place place,
            String writtenAs,
            int failures,
            boolean follows,
            boolean removed,
            boolean beginsAgain,
            boolean retriesFailed) {}

    /** Another replica has the connection by now, or nobody: it was removed, points elsewhere, or its tenant is suspended. */
    static final class Lost extends RuntimeException {
        Lost() {
            super("another replica has the connection", null, false, false);
        }
    }

    /** Takes the connection that waited longest of those that have something to do. */
    Optional<Turn> claim(Instant now, boolean healthyOnly) {
        return jdbi.inTransaction(handle -> handle.createQuery("""
                        with next as materialized (
                            select c.tenant, c.connection_id from crm_connection c
                            where c.lease_until < now() and %s
                                and (c.waits_until is null or c.waits_until <= :now)
                                and (not :healthy or c.failures = 0)
                                and c.state in ('active', 'removed') and (c.state = 'removed' or c.follow_at <= :now
                                    or exists (select from crm_record r where r.tenant = c.tenant
                                        and r.connection_id = c.connection_id and r.outcome = 'pending'
                                        and r.next_at <= :now)
                                    or exists (select from crm_run u where u.tenant = c.tenant
                                        and u.connection_id = c.connection_id and u.ended_at is null))
                            order by c.failures > 0, c.worked_at limit 1
                            for no key update of c skip locked
                        )
                        update crm_connection e set fence = e.fence + 1, worked_at = clock_timestamp(),
                            lease_until = clock_timestamp() + make_interval(secs => :lease)
                        from next where e.tenant = next.tenant and e.connection_id = next.connection_id
                            and e.lease_until < now()
                        returning e.*, e.follow_at <= :now as follows
                        """.formatted(Resting.isOver("c.tenant")))
                .bind("now", at(now))
                .bind("healthy", healthyOnly)
                .bind("lease", leaseSeconds)
                .map((row, context) -> new Turn(
                        ConnectionStore.CONNECTION.map(row, context),
                        row.getLong("fence"),
                        row.getBytes("credentials"),
                        new ScoreFeed.Place(row.getString("position_cursor"), row.getString("position_token")),
                        row.getString("written_as"),
                        row.getInt("failures"),
                        row.getBoolean("follows"),
                        row.getString("state").equals("removed"),
                        row.getBoolean("begins_again"),
                        row.getBoolean("retries_failed")))
                .findOne());
    }

    /** Keeps the connection for another while, unless its tenant rests; in the transaction of whatever is written of it. */
    void hold(Handle handle, Turn turn) {
        new Fenced(update(
                        handle,
                        turn,
                        "lease_until = clock_timestamp() + make_interval(secs => :lease)",
                        Resting.isOver("c.tenant")))
                .bind("lease", leaseSeconds)
                .execute();
    }

    /** Moves on in the list of scores. */
    void move(Handle handle, Turn turn, ScoreFeed.Place place, String writtenAs) {
        fenced(handle, turn, "position_cursor = :cursor, position_token = :token, written_as = :written")
                .bind("cursor", place.cursor())
                .bind("token", place.syncToken())
                .bind("written", writtenAs)
                .execute();
    }

    /** All there is was read; when to look again. */
    void followAgain(Turn turn, Instant next) {
        jdbi.useHandle(handle ->
                fenced(handle, turn, "follow_at = :next").bind("next", at(next)).execute());
    }

    /** Somebody asks to look for changes at once, and to ask a CRM again that took nothing. */
    static void followNow(Handle handle, Connection connection) {
        handle.createUpdate("""
                        update crm_connection set follow_at = '-infinity',
                            waits_until = case when failures > 0 and last_code is not null then null else waits_until end
                        where tenant = :tenant and connection_id = :connection
                        """)
                .bind("tenant", connection.tenant().value())
                .bind("connection", connection.id())
                .execute();
    }

    /** Somebody wants tried again what was refused. */
    static void retryFailed(Handle handle, Connection connection) {
        handle.createUpdate("""
                        update crm_connection set retries_failed = true
                        where tenant = :tenant and connection_id = :connection
                        """)
                .bind("tenant", connection.tenant().value())
                .bind("connection", connection.id())
                .execute();
    }

    /** What was refused is being tried again. */
    static void retried(Handle handle, Turn turn) {
        fenced(handle, turn, "retries_failed = false").execute();
    }

    /** Nothing is left of where it pointed before. */
    static void begun(Handle handle, Turn turn) {
        fenced(handle, turn, "begins_again = false").execute();
    }

    /** The CRM takes something; it wants a rest where {@code until} says so. */
    void healthy(Handle handle, Turn turn, @Nullable Instant until) {
        fenced(handle, turn, """
                failures = 0, failing_since = null, last_code = null, last_detail = null, waits_until = :until
                """)
                .bind("until", until == null ? null : at(until))
                .execute();
    }

    /** What went wrong before, by its code, went well this time. */
    void over(Handle handle, Turn turn, String code) {
        update(
                        handle,
                        turn,
                        "failures = 0, failing_since = null, last_code = null, last_detail = null",
                        "last_code = :code")
                .bind("code", code)
                .execute();
    }

    /** The CRM takes nothing until then. */
    void failing(Handle handle, Turn turn, Sent.Later why, Instant until, Instant now) {
        fenced(handle, turn, """
                failures = failures + 1, failing_since = coalesce(failing_since, :now), last_code = :code,
                last_detail = :detail, waits_until = :until
                """)
                .bind("now", at(now))
                .bind("code", why.code())
                .bind("detail", why.detail())
                .bind("until", at(until))
                .execute();
    }

    void giveBack(Turn turn) {
        jdbi.useHandle(handle ->
                update(handle, turn, "lease_until = '-infinity'", "true").execute());
    }

    Jdbi jdbi() {
        return jdbi;
    }

    private static Fenced fenced(Handle handle, Turn turn, String set) {
        return new Fenced(update(handle, turn, set, "true"));
    }

    private static Update update(Handle handle, Turn turn, String set, String condition) {
        return handle.createUpdate("update crm_connection c set " + set
                        + " where tenant = :tenant and connection_id = :connection and fence = :fence and " + condition)
                .bind("tenant", turn.connection().tenant().value())
                .bind("connection", turn.connection().id())
                .bind("fence", turn.fence());
    }

    /** A change of the connection by whoever still has it. */
    private record Fenced(Update update) {

        Fenced bind(String name, @Nullable Object value) {
            return new Fenced(update.bind(name, value));
        }

        void execute() {
            if (update.execute() == 0) {
                throw new Lost();
            }
        }
    }
}
