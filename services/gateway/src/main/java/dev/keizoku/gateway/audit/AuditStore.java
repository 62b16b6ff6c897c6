package dev.keizoku.gateway.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.audit.AuditLog.Question;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The gateway's own entries, written in the transaction that does what they tell of and never touched again. */
@Singleton
public class AuditStore {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    AuditStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    public void add(TenantId tenant, Instant at, String actor, String action, JsonNode detail) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into audit_entry (at, tenant, actor, action, detail)
                        values (:at, :tenant, :actor, :action, cast(:detail as jsonb))
                        """)
                .bind("at", time(at))
                .bind("tenant", tenant.value())
                .bind("actor", actor)
                .bind("action", action)
                .bind("detail", detail.toString())
                .execute());
    }

    /** The newest first, at most {@code limit}, all before the bound. */
    List<AuditEntry> before(TenantId tenant, @Nullable Bound bound, Question question, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, at, actor, action, detail from audit_entry
                        where tenant = :tenant
                            and (cast(:bound as timestamptz) is null or (at, id) < (:bound, :boundId))
                            and (cast(:from as timestamptz) is null or at >= :from)
                            and (cast(:to as timestamptz) is null or at < :to)
                            and (cardinality(:actions) = 0 or action = any(:actions))
                            and (cardinality(:actors) = 0 or actor = any(:actors))
                        order by at desc, id desc limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("bound", bound == null ? null : time(bound.at()))
                .bind("boundId", bound == null ? 0 : bound.id())
                .bind("from", time(question.from()))
                .bind("to", time(question.to()))
                .bindArray("actions", String.class, question.actions())
                .bindArray("actors", String.class, question.actors())
                .bind("limit", limit)
                .map((row, context) -> new AuditEntry(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("action"),
                        json(row.getString("detail"))))
                .list());
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
