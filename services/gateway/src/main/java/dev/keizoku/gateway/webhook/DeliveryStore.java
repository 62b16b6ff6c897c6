package dev.keizoku.gateway.webhook;

import dev.keizoku.gateway.turn.Batches;
import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The messages of each endpoint as they are made and read. */
@Singleton
class DeliveryStore {

    private final Jdbi jdbi;
    private final Jdbi bulk;

    DeliveryStore(Jdbi jdbi, @DataSource("bulk") Jdbi bulk) {
        this.jdbi = jdbi;
        this.bulk = bulk;
    }

    /** A message and how it fares. */
    record Delivery(
            long number,
            String messageId,
            String type,
            @Nullable String accountId,
            Instant at,
            String state,
            int attempts,
            @Nullable Instant nextAt,
            Instant createdAt,
            @Nullable Instant endedAt,
            String data) {}

    /** One try, as it is kept. */
    record Tried(
            int attempt,
            Instant at,
            String outcome,
            @Nullable Integer status,
            int durationMs) {}

    /**
     * Makes a message of each event for each endpoint that wants it; for one that is switched off, one to be replayed. Locked,
     * so that one that is switched off meanwhile is left with no message that waits.
     */
    static void fanOut(Handle handle, TenantId tenant, long after, long last, Instant now) {
        handle.createUpdate("""
                        insert into webhook_delivery (tenant, endpoint_id, message_id, type, account_id, at, data,
                            change_seq, state, next_at, created_at, ended_at)
                        select e.tenant, w.endpoint_id, e.id, e.type, e.account_id, e.at, e.data,
                            coalesce(cast(cast(e.data as json) ->> 'change_seq' as bigint), 0),
                            case w.state when 'enabled' then 'pending' else 'failed' end, :now, :now,
                            case w.state when 'enabled' then null else cast(:now as timestamptz) end
                        from event e join webhook_endpoint w on w.tenant = e.tenant and w.state <> 'removed'
                            and (cardinality(w.types) = 0 and w.kind = 'webhook' or e.type = any(w.types))
                        where e.tenant = :tenant and e.seq > :after and e.seq <= :last
                        order by e.seq, w.endpoint_id for share of w
                        on conflict (tenant, endpoint_id, message_id) do nothing
                        """)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("last", last)
                .bind("now", at(now))
                .execute();
    }

    /** Puts one message into one endpoint's line; the same id again changes nothing. */
    long add(Handle handle, Endpoint endpoint, Message message, Instant now) {
        return handle.createQuery("""
                        insert into webhook_delivery (tenant, endpoint_id, message_id, type, at, data, state, next_at,
                            created_at)
                        values (:tenant, :endpoint, :message, :type, :at, :data, 'pending', :now, :now)
                        on conflict (tenant, endpoint_id, message_id) do update set type = excluded.type
                        returning number
                        """)
                .bind("tenant", endpoint.tenant().value())
                .bind("endpoint", endpoint.id())
                .bind("message", message.id())
                .bind("type", message.type())
                .bind("at", at(message.at()))
                .bind("data", message.data())
                .bind("now", at(now))
                .mapTo(Long.class)
                .one();
    }

    /** The newest first, before a number. */
    List<Delivery> list(TenantId tenant, String endpoint, @Nullable String state, long before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from webhook_delivery
                        where tenant = :tenant and endpoint_id = :endpoint and number < :before
                            and (cast(:state as text) is null or state = :state
                                or :state = 'undelivered' and state <> 'delivered')
                        order by number desc limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("endpoint", endpoint)
                .bind("state", state)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    Optional<Delivery> find(TenantId tenant, String endpoint, long number) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from webhook_delivery
                        where tenant = :tenant and endpoint_id = :endpoint and number = :number
                        """)
                .bind("tenant", tenant.value())
                .bind("endpoint", endpoint)
                .bind("number", number)
                .map((row, context) -> read(row))
                .findOne());
    }

    List<Tried> attempts(TenantId tenant, String endpoint, long number) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from webhook_attempt
                        where tenant = :tenant and endpoint_id = :endpoint and number = :number order by attempt
                        """)
                .bind("tenant", tenant.value())
                .bind("endpoint", endpoint)
                .bind("number", number)
                .map((row, context) -> new Tried(
                        row.getInt("attempt"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("outcome"),
                        row.getObject("status", Integer.class),
                        row.getInt("duration_ms")))
                .list());
    }

    /** Puts one message back into its place in line; says whether there is one. */
    boolean replay(TenantId tenant, String endpoint, long number, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update webhook_delivery set state = 'pending', attempts = 0, next_at = :now,
                                    ended_at = null
                                where tenant = :tenant and endpoint_id = :endpoint and number = :number
                                """)
                        .bind("tenant", tenant.value())
                        .bind("endpoint", endpoint)
                        .bind("number", number)
                        .bind("now", at(now))
                        .execute())
                == 1;
    }

    /** The same for those of a time; says how many. */
    int replay(TenantId tenant, String endpoint, Instant from, Instant to, boolean delivered, Instant now) {
        AtomicLong after = new AtomicLong();
        return Batches.repeat(bulk, handle -> {
            List<Long> replayed = handle.createQuery("""
                            update webhook_delivery set state = 'pending', attempts = 0, next_at = :now, ended_at = null
                            where tenant = :tenant and endpoint_id = :endpoint and number = any(array(
                                select number from webhook_delivery
                                where tenant = :tenant and endpoint_id = :endpoint and number > :after
                                    and at >= :from and at < :to
                                    and (state = 'failed' or :delivered and state = 'delivered')
                                order by number limit :most))
                            returning number
                            """)
                    .bind("tenant", tenant.value())
                    .bind("endpoint", endpoint)
                    .bind("after", after.get())
                    .bind("from", at(from))
                    .bind("to", at(to))
                    .bind("delivered", delivered)
                    .bind("now", at(now))
                    .bind("most", Batches.ROWS)
                    .mapTo(Long.class)
                    .list();
            after.set(replayed.stream().mapToLong(Long::longValue).max().orElse(Long.MAX_VALUE));
            return replayed.size();
        });
    }

    /** Forgets what was made before, but for what an endpoint that is enabled has yet to be told; every tenant's. */
    void forget(Instant before) {
        Batches.repeat(
                bulk,
                handle -> handle.createUpdate("""
                        with old as materialized (
                            select d.tenant, d.endpoint_id, d.number from webhook_delivery d
                            where d.created_at < :before and not (d.state = 'pending' and exists (
                                select from webhook_endpoint w where w.tenant = d.tenant
                                    and w.endpoint_id = d.endpoint_id and w.state = 'enabled'))
                            order by d.created_at limit :most for update skip locked)
                        delete from webhook_delivery d using old where d.tenant = old.tenant
                            and d.endpoint_id = old.endpoint_id and d.number = old.number
                        """)
                        .bind("before", at(before))
                        .bind("most", Batches.ROWS)
                        .execute());
    }

    private static Delivery read(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        boolean pending = row.getString("state").equals("pending");
        return new Delivery(
                row.getLong("number"),
                row.getString("message_id"),
                row.getString("type"),
                row.getString("account_id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("state"),
                row.getInt("attempts"),
                pending ? row.getObject("next_at", OffsetDateTime.class).toInstant() : null,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getString("data"));
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
