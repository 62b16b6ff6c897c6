package dev.keizoku.usage.correction;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who took what out, and when; written in the transaction that does it, and never touched again. */
final class AuditStore {

    private AuditStore() {}

    /** The action, by whom, and what it was about: an event, or nobody that can be named. */
    record Entry(
            String actor,
            String action,
            @Nullable String source,
            @Nullable String id,
            String detail) {}

    static void write(Handle handle, int tenant, Instant at, Entry entry) {
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
    static Optional<Instant> deletionOf(Handle handle, int tenant, String source, String id) {
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
}
