package dev.keizoku.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.AuditQuestion.Place;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jboss.logging.MDC;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what. Tables write the entries by themselves, in the transaction that changes them, when a request did it
 * ({@link ChangeOnConnection}); what changes no row of a table says so here. No entry is ever changed or removed.
 */
@Singleton
public class AuditTrail {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    AuditTrail(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** Adds an entry to the transaction that is under way; it names the request, if there is one. */
    public void add(TenantId tenant, Instant at, String actor, String action, JsonNode detail) {
        if (detail instanceof ObjectNode told && MDC.get(RequestIds.LOGGED) instanceof String request) {
            told.put("request_id", request);
        }
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into audit_trail (at, tenant, actor, action, detail)
                        values (:at, :tenant, :actor, :action, cast(:detail as jsonb))
                        """)
                .bind("at", time(at))
                .bind("tenant", tenant.value())
                .bind("actor", actor)
                .bind("action", action)
                .bind("detail", detail.toString())
                .execute());
    }

    /** The newest first. */
    public List<AuditEntry> list(TenantId tenant, AuditQuestion question) {
        Place before = question.before();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, at, actor, action, detail from audit_trail
                        where tenant = :tenant
                            and (cast(:before as timestamptz) is null or (at, id) < (:before, :beforeId))
                            and (cast(:from as timestamptz) is null or at >= :from)
                            and (cast(:to as timestamptz) is null or at < :to)
                            and (cardinality(:actions) = 0 or action = any(:actions))
                            and (cardinality(:actors) = 0 or actor = any(:actors))
                        order by at desc, id desc limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("before", before == null ? null : time(before.at()))
                .bind("beforeId", before == null ? 0 : before.id())
                .bind("from", time(question.from()))
                .bind("to", time(question.to()))
                .bindArray("actions", String.class, question.actions())
                .bindArray("actors", String.class, question.actors())
                .bind("limit", question.limit())
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
