package dev.keizoku.gateway.webhook;

import dev.keizoku.gateway.tenant.Resting;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Which replica works for which endpoint, and what comes next in its line. Leases go by the clock of the database, when
 * something is due by ours; every write is guarded by the fence.
 */
@Singleton
class LineStore {

    /** So many different messages in a row not taken: the receiver is down, and no more is sent than one at a time. */
    static final int DOWN = 3;

    /** However long the ladder's step, a receiver that took nothing last is looked after so often. */
    static final Duration LOOKED_AFTER = Duration.ofMinutes(30);

    /** A message that was tried so often, for hours, may itself be what is not taken. */
    static final int SUSPECT = 6;

    private final Jdbi jdbi;
    private final double leaseSeconds;

    LineStore(Jdbi jdbi, WebhookConfig config) {
        this.jdbi = jdbi;
        this.leaseSeconds = config.lease().toMillis() / 1000.0;
    }

    /**
     * An endpoint that is ours until the lease ends.
     *
     * @param state where it is not {@code enabled}, its line is to end
     * @param release what is to be done to all that waits first
     */
    record Claim(
            Endpoint endpoint,
            String state,
            @Nullable String release,
            long fence,
            byte[] target,
            byte @Nullable [] secret,
            byte @Nullable [] previous,
            byte @Nullable [] token) {}

    /** Another replica has the endpoint by now, or nobody: it was removed. */
    static final class Lost extends RuntimeException {
        Lost() {
            super("another replica has the endpoint", null, false, false);
        }
    }

    /** What an attempt leaves behind. */
    record After(
            String state,
            int attempts,
            Instant nextAt,
            boolean healthy,
            @Nullable Instant pausedUntil) {}

    /**
     * Takes the endpoint that waited longest of those that have something to do.
     *
     * @param healthyOnly leaves out those that failed last
     */
    Optional<Claim> claim(Instant now, boolean healthyOnly) {
        return jdbi.inTransaction(handle -> handle.createQuery("""
                        with next as materialized (
                            select w.tenant, w.endpoint_id from webhook_endpoint w
                            where w.lease_until < now() and (w.state = 'removed'
                                or w.state = 'disabled' and exists (select from webhook_delivery d
                                    where d.tenant = w.tenant and d.endpoint_id = w.endpoint_id and d.state = 'pending')
                                or w.state = 'enabled' and %s
                                and (w.paused_until is null or w.paused_until <= :now)
                                and (not :healthy or w.failures = 0)
                                and exists (select from webhook_delivery d where d.tenant = w.tenant
                                    and d.endpoint_id = w.endpoint_id and d.state = 'pending'
                                    and (d.next_at <= :now or w.line_release is not null or w.failures >= :down
                                        or w.failures > 0 and w.probe_at <= :now)))
                            order by w.failures > 0, w.worked_at limit 1
                            for no key update of w skip locked
                        )
                        update webhook_endpoint e set fence = e.fence + 1, worked_at = clock_timestamp(),
                            lease_until = clock_timestamp() + make_interval(secs => :lease)
                        from next where e.tenant = next.tenant and e.endpoint_id = next.endpoint_id
                            and e.lease_until < now()
                        returning e.*
                        """.formatted(Resting.isOver("w.tenant")))
                .bind("now", DeliveryStore.at(now))
                .bind("healthy", healthyOnly)
                .bind("down", DOWN)
                .bind("lease", leaseSeconds)
                .map((row, context) -> new Claim(
                        EndpointStore.ENDPOINT.map(row, context),
                        row.getString("state"),
                        row.getString("line_release"),
                        row.getLong("fence"),
                        row.getBytes("target"),
                        row.getBytes("secret"),
                        row.getBytes("previous_secret"),
                        row.getBytes("token")))
                .findOne());
    }

    /**
     * The next message in line, by the changes they tell of. A turn at a receiver that took nothing last begins with the first
     * of all, due or not, so that what waits leaves in order.
     *
     * @param tried the last one that was not taken in this turn; while the receiver is down, what comes after it is the first
     *     behind it that is no suspect
     */
    Optional<Message> next(Claim claim, @Nullable Message tried, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select d.*, d.next_at <= :now as due
                        from webhook_delivery d join webhook_endpoint w on w.tenant = d.tenant
                            and w.endpoint_id = d.endpoint_id
                        where d.tenant = :tenant and d.endpoint_id = :endpoint and d.state = 'pending'
                            and w.fence = :fence and w.state = 'enabled' and %s
                            and case when cast(:tried as bigint) is null then d.next_at <= :now or w.failures > 0
                                when w.failures < :down then d.next_at <= :now
                                else d.attempts < :suspect and (d.change_seq, d.number) > (
                                    select t.change_seq, t.number from webhook_delivery t
                                    where t.tenant = :tenant and t.endpoint_id = :endpoint and t.number = :tried) end
                        order by d.change_seq, d.number limit 1
                        """.formatted(Resting.isOver("w.tenant")))
                .bind("tried", tried == null ? null : tried.number())
                .bind("suspect", SUSPECT)
                .bind("tenant", claim.endpoint().tenant().value())
                .bind("endpoint", claim.endpoint().id())
                .bind("fence", claim.fence())
                .bind("down", DOWN)
                .bind("now", DeliveryStore.at(now))
                .map((row, context) -> new Message(
                        row.getLong("number"),
                        row.getString("message_id"),
                        row.getString("type"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("data"),
                        row.getInt("attempts"),
                        row.getObject("next_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("due")))
                .findOne());
    }

    /**
     * Writes down what came of an attempt, and keeps the endpoint.
     *
     * @return how many different messages in a row were not taken, this one among them
     */
    int record(Handle handle, Claim claim, Message message, Attempt attempt, After after, Instant now, Duration took) {
        int failures = handle.createQuery("""
                        update webhook_endpoint e set
                            lease_until = clock_timestamp() + make_interval(secs => :lease),
                            failures = case when :healthy then 0 when failed_last is not distinct from :number
                                then greatest(failures, 1) else failures + 1 end,
                            failed_last = case when :healthy then null else cast(:number as bigint) end,
                            failing_since = case when :healthy then null else coalesce(failing_since, :now) end,
                            probe_at = case when :healthy then null else cast(:probe as timestamptz) end,
                            paused_until = :paused
                        where tenant = :tenant and endpoint_id = :endpoint and fence = :fence
                        returning failures
                        """)
                .bind("lease", leaseSeconds)
                .bind("healthy", after.healthy())
                .bind("number", message.number())
                .bind("now", DeliveryStore.at(now))
                .bind("probe", DeliveryStore.at(now.plus(LOOKED_AFTER)))
                .bind("paused", after.pausedUntil() == null ? null : DeliveryStore.at(after.pausedUntil()))
                .bind("tenant", claim.endpoint().tenant().value())
                .bind("endpoint", claim.endpoint().id())
                .bind("fence", claim.fence())
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(Lost::new);
        handle.createUpdate("""
                        insert into webhook_attempt (tenant, endpoint_id, number, attempt, at, outcome, status, duration_ms)
                        select :tenant, :endpoint, :number, coalesce(max(attempt), 0) + 1, :now, :outcome, :status, :took
                        from webhook_attempt where tenant = :tenant and endpoint_id = :endpoint and number = :number
                        """)
                .bind("tenant", claim.endpoint().tenant().value())
                .bind("endpoint", claim.endpoint().id())
                .bind("number", message.number())
                .bind("now", DeliveryStore.at(now))
                .bind("outcome", attempt.outcome())
                .bind("status", attempt.code())
                .bind("took", (int) took.toMillis())
                .execute();
        handle.createUpdate("""
                        update webhook_delivery set state = :state, attempts = :attempts, next_at = :next,
                            ended_at = case when :state = 'pending' then null else cast(:now as timestamptz) end
                        where tenant = :tenant and endpoint_id = :endpoint and number = :number
                        """)
                .bind("tenant", claim.endpoint().tenant().value())
                .bind("endpoint", claim.endpoint().id())
                .bind("number", message.number())
                .bind("state", after.state())
                .bind("attempts", after.attempts())
                .bind("next", DeliveryStore.at(after.nextAt()))
                .bind("now", DeliveryStore.at(now))
                .execute();
        return failures;
    }

    /** The receiver is back: what it did not take is to be due at once, in order. */
    void release(Handle handle, Claim claim) {
        of(handle, claim, """
                update webhook_endpoint set line_release = coalesce(line_release, 'due')
                where tenant = :tenant and endpoint_id = :endpoint
                """).execute();
    }

    /** Until when nothing goes out. */
    void pause(Handle handle, Claim claim, Instant until) {
        of(handle, claim, """
                update webhook_endpoint set paused_until = :until where tenant = :tenant and endpoint_id = :endpoint
                """).bind("until", DeliveryStore.at(until)).execute();
    }

    /** How many different messages in a row were not taken before. */
    int failures(Handle handle, Claim claim) {
        return handle.createQuery(
                        "select failures from webhook_endpoint where tenant = :tenant and endpoint_id = :endpoint")
                .bind("tenant", claim.endpoint().tenant().value())
                .bind("endpoint", claim.endpoint().id())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    /** Since when it fails; null when it does not. */
    @Nullable Instant failingSince(Handle handle, Claim claim) {
        return handle.createQuery(
                        "select failing_since from webhook_endpoint where tenant = :tenant and endpoint_id = :endpoint")
                .bind("tenant", claim.endpoint().tenant().value())
                .bind("endpoint", claim.endpoint().id())
                .map((row, context) -> row.getObject("failing_since", OffsetDateTime.class))
                .findOne()
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    /** Gives an endpoint up, which ends its line; says whether nobody else had. */
    boolean disable(Handle handle, Claim claim, String reason, Instant now) {
        return of(handle, claim, """
                update webhook_endpoint set state = 'disabled', disabled_reason = :reason, updated_at = :now
                where tenant = :tenant and endpoint_id = :endpoint and state = 'enabled'
                """)
                        .bind("reason", reason)
                        .bind("now", DeliveryStore.at(now))
                        .execute()
                == 1;
    }

    /** Lets go of the endpoint. */
    void giveBack(Claim claim) {
        jdbi.useHandle(
                handle -> of(handle, claim, """
                        update webhook_endpoint set lease_until = '-infinity'
                        where tenant = :tenant and endpoint_id = :endpoint and fence = :fence
                        """).bind("fence", claim.fence()).execute());
    }

    Jdbi jdbi() {
        return jdbi;
    }

    private static Update of(Handle handle, Claim claim, String sql) {
        return handle.createUpdate(sql)
                .bind("tenant", claim.endpoint().tenant().value())
                .bind("endpoint", claim.endpoint().id());
    }
}
