package dev.keizoku.subscriptions.feed;

import dev.keizoku.kernel.FeedPage;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The feed's rows.
 *
 * <p>Their sequence is taken from the tenant's head row, which then stays locked until commit, so that sequence order is
 * commit order and no reader who remembers the last sequence it saw can miss a row.
 */
@Singleton
public class FeedStore {

    private final Json json;

    FeedStore(Json json) {
        this.json = json;
    }

    /**
     * A query for what was told last of each thing by what was known at {@code :asOf}: its payload, when it was first told
     * of and when last. What was told to be gone is among it.
     *
     * @param keys the fields of the payload that name a thing, each a column of the answer
     */
    public static String lastKnown(FeedEntry.Type type, String... keys) {
        String named = Arrays.stream(keys).map("payload ->> '%s'"::formatted).collect(Collectors.joining(", "));
        String columns = Arrays.stream(keys)
                .map(key -> "(payload ->> '%1$s') collate \"C\" as %1$s".formatted(key))
                .collect(Collectors.joining(", "));
        return """
                select distinct on (%1$s) %2$s, payload, recorded_at as updated_at,
                    min(recorded_at) over (partition by %1$s) as created_at
                from feed where tenant = :tenant and type = '%3$s' and known_at <= :asOf
                order by %1$s, seq desc""".formatted(named, columns, type.name().toLowerCase(Locale.ROOT));
    }

    /** Appends rows. Must be the last thing a transaction does: it takes the lock every other writer waits for. */
    public void append(Handle handle, TenantId tenant, Instant recordedAt, List<FeedEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        long first = advance(handle, tenant, entries.size()) - entries.size() + 1;
        handle.createUpdate("""
                        insert into feed (tenant, seq, recorded_at, known_at, type, payload)
                        select :tenant, :first + line.place - 1, :recordedAt, line.known_at::timestamptz, line.type,
                            line.payload::jsonb
                        from unnest(:knownAt, :types, :payloads) with ordinality
                            as line (known_at, type, payload, place)
                        """)
                .bind("tenant", tenant.value())
                .bind("first", first)
                .bind("recordedAt", Bind.time(recordedAt))
                .bind("knownAt", Bind.column(entries, FeedEntry::knownAt))
                .bind("types", Bind.column(entries, entry -> entry.type().name().toLowerCase(Locale.ROOT)))
                .bind("payloads", Bind.column(entries, entry -> json.write(entry.payload())))
                .execute();
    }

    /** One page of a tenant's rows after a sequence. */
    FeedPage<FeedRow> read(Handle handle, TenantId tenant, long after, int limit) {
        long head = handle.createQuery("select seq from feed_head where tenant = :tenant")
                .bind("tenant", tenant.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
        List<FeedRow> rows = handle.createQuery("""
                        select seq, recorded_at, known_at, type, payload from feed
                        where tenant = :tenant and seq > :after and seq <= :head order by seq limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("head", head)
                .bind("limit", limit)
                .map((row, context) -> new FeedRow(
                        row.getLong("seq"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                        row.getObject("known_at", OffsetDateTime.class).toInstant(),
                        row.getString("type"),
                        row.getString("payload")))
                .list();
        long nextAfter = rows.isEmpty() ? after : rows.getLast().seq();
        return new FeedPage<>(rows, nextAfter, head, nextAfter < head);
    }

    /** The newest sequence of every tenant. */
    List<FeedHead> heads(Handle handle) {
        return handle.createQuery("select tenant, seq from feed_head order by tenant")
                .map((row, context) -> new FeedHead(row.getString("tenant"), row.getLong("seq")))
                .list();
    }

    private static long advance(Handle handle, TenantId tenant, int count) {
        return handle.createQuery("update feed_head set seq = seq + :count where tenant = :tenant returning seq")
                .bind("count", count)
                .bind("tenant", tenant.value())
                .mapTo(Long.class)
                .findOne()
                .orElseGet(() -> begin(handle, tenant, count));
    }

    /** The first row of a tenant; two at once meet at the key and follow each other. */
    private static long begin(Handle handle, TenantId tenant, int count) {
        return handle.createQuery("""
                        insert into feed_head (tenant, seq) values (:tenant, :count)
                        on conflict (tenant) do update set seq = feed_head.seq + excluded.seq returning seq
                        """)
                .bind("count", count)
                .bind("tenant", tenant.value())
                .mapTo(Long.class)
                .one();
    }
}
