package dev.keizoku.usage.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.usage.audit.AuditQuery.Place;
import dev.keizoku.usage.audit.AuditResource.AuditEntry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who took what out, and when; written in the transaction that does it, and never touched again. */
@Singleton
public final class AuditStore {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    AuditStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** The action, by whom, and what it was about: an event, or nobody that can be named. */
    public record Entry(
            String actor,
            String action,
            @Nullable String source,
            @Nullable String id,
            String detail) {}

    public static void write(Handle handle, int tenant, Instant at, Entry entry) {
        handle.createUpdate("""
                        insert into audit_entry (at, tenant_no, actor, action, source, event_id, detail)
                        values (:at, :tenant, :actor, :action, :source, :id, cast(:detail as jsonb))
                        """)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("tenant", tenant)
                .bind("actor", entry.actor())
                .bind("action", entry.action())
                .bind("source", entry.source())
                .bind("id", entry.id())
                .bind("detail", entry.detail())
                .execute();
    }

    /** When an event was deleted, if it was. */
    public static Optional<Instant> deletionOf(Handle handle, int tenant, String source, String id) {
        return handle.createQuery("""
                        select at from audit_entry
                        where tenant_no = :tenant and source = :source and event_id = :id and action = 'event.deleted'
                        order by id desc limit 1
                        """)
                .bind("tenant", tenant)
                .bind("source", source)
                .bind("id", id)
                .map((row, context) -> row.getObject("at", OffsetDateTime.class).toInstant())
                .findOne();
    }

    /** The newest first. */
    List<AuditEntry> list(int tenant, AuditQuery query) {
        Place before = query.before();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, at, actor, action, source, event_id, detail from audit_entry
                        where tenant_no = :tenant
                            and (cast(:at as timestamptz) is null or (at, id) < (:at, :id))
                            and (cast(:from as timestamptz) is null or at >= :from)
                            and (cast(:to as timestamptz) is null or at < :to)
                            and (cardinality(:actions) = 0 or action = any(:actions))
                            and (cardinality(:actors) = 0 or actor = any(:actors))
                        order by at desc, id desc limit :limit
                        """)
                .bind("tenant", tenant)
                .bind("at", time(before == null ? null : before.at()))
                .bind("id", before == null ? 0 : before.id())
                .bind("from", time(query.from()))
                .bind("to", time(query.to()))
                .bindArray("actions", String.class, query.actions())
                .bindArray("actors", String.class, query.actors())
                .bind("limit", query.limit())
                .map((row, context) -> new AuditEntry(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("action"),
                        detail(row.getString("detail"), row.getString("source"), row.getString("event_id"))))
                .list());
    }

    /** What it was about comes first. */
    private JsonNode detail(String stored, @Nullable String source, @Nullable String id) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        if (source != null) {
            detail.put("source", source).put("id", id);
        }
        try {
            mapper.readTree(stored).properties().forEach(field -> detail.set(field.getKey(), field.getValue()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return detail;
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
