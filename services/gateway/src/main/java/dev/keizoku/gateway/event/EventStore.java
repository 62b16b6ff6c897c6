package dev.keizoku.gateway.event;

import dev.keizoku.gateway.turn.Batches;
import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The events, and how far each service's notices were read. */
@Singleton
public class EventStore {

    private static final RowMapper<Event> EVENT = (row, context) -> new Event(
            row.getLong("seq"),
            row.getString("id"),
            row.getString("type"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getString("account_id"),
            row.getString("data"));

    private final Jdbi jdbi;
    private final Jdbi bulk;

    EventStore(Jdbi jdbi, @DataSource("bulk") Jdbi bulk) {
        this.jdbi = jdbi;
        this.bulk = bulk;
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** How far the notices of a service were read, by tenant. */
    Map<String, Long> positions(String service) {
        Map<String, Long> positions = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("select tenant, seq from event_position where service = :service")
                .bind("service", service)
                .map((row, context) -> positions.put(row.getString("tenant"), row.getLong("seq")))
                .forEach(before -> {}));
        return positions;
    }

    /** Moves a position on; says whether nobody else had. */
    static boolean move(Handle handle, String service, TenantId tenant, long from, long to) {
        handle.createUpdate("""
                        insert into event_position (service, tenant, seq) values (:service, :tenant, 0)
                        on conflict do nothing
                        """)
                .bind("service", service)
                .bind("tenant", tenant.value())
                .execute();
        return handle.createUpdate("""
                                update event_position set seq = :to
                                where service = :service and tenant = :tenant and seq = :from
                                """)
                        .bind("service", service)
                        .bind("tenant", tenant.value())
                        .bind("from", from)
                        .bind("to", to)
                        .execute()
                == 1;
    }

    /** Appends events, whose own numbers are not looked at; gives the number before the first. */
    static long append(Handle handle, TenantId tenant, List<Event> events) {
        long last = handle.createQuery("""
                        insert into event_head (tenant, seq) values (:tenant, :count)
                        on conflict (tenant) do update set seq = event_head.seq + excluded.seq returning seq
                        """)
                .bind("tenant", tenant.value())
                .bind("count", events.size())
                .mapTo(Long.class)
                .one();
        long before = last - events.size();
        var batch = handle.prepareBatch("""
                insert into event (tenant, seq, id, type, at, account_id, data)
                values (:tenant, :seq, :id, :type, :at, :account, :data)
                """);
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            batch.bind("tenant", tenant.value())
                    .bind("seq", before + 1 + i)
                    .bind("id", event.id())
                    .bind("type", event.type())
                    .bind("at", event.at().atOffset(ZoneOffset.UTC))
                    .bind("account", event.accountId())
                    .bind("data", event.data())
                    .add();
        }
        batch.execute();
        return before;
    }

    /** The newest number of a tenant. */
    public long head(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("select seq from event_head where tenant = :tenant")
                .bind("tenant", tenant.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    /** Events of one type since a time, at most {@code limit}. */
    public List<Event> since(TenantId tenant, Instant since, String type, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from event where tenant = :tenant and at >= :since and type = :type
                        order by seq limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .bind("type", type)
                .bind("limit", limit)
                .map(EVENT)
                .list());
    }

    /** Events after a number, at most {@code limit}; an empty list of types and no account leave nothing out. */
    public List<Event> after(TenantId tenant, long after, List<String> types, @Nullable String account, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from event where tenant = :tenant and seq > :after
                            and (cardinality(cast(:types as text[])) = 0 or type = any(:types))
                            and (cast(:account as text) is null or account_id = :account)
                        order by seq limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bindArray("types", String.class, types)
                .bind("account", account)
                .bind("limit", limit)
                .map(EVENT)
                .list());
    }

    /** Forgets what happened before; every tenant's. */
    void forget(Instant before) {
        Batches.repeat(
                bulk,
                handle -> handle.createUpdate("""
                        with old as materialized (
                            select tenant, seq from event where at < :before order by at limit :most
                            for update skip locked)
                        delete from event e using old where e.tenant = old.tenant and e.seq = old.seq
                        """)
                        .bind("before", before.atOffset(ZoneOffset.UTC))
                        .bind("most", Batches.ROWS)
                        .execute());
    }
}
