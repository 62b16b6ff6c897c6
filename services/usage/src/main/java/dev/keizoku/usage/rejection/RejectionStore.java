package dev.keizoku.usage.rejection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The refused events of all tenants. */
@Singleton
class RejectionStore {

    private static final char NO_CHARACTER = '\uFFFD';

    /** A batch binds every value of it before it is sent, which is many times what the row weighs. */
    private static final int ROWS_AT_A_TIME = 500;

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    RejectionStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** A refused event in its place in the list. */
    record Kept(long place, Instant receivedAt, Rejection rejection) {}

    void add(TenantId tenant, List<Rejection> refused, Instant now) {
        jdbi.useHandle(handle -> {
            for (int from = 0; from < refused.size(); from += ROWS_AT_A_TIME) {
                add(handle, tenant, refused.subList(from, Math.min(from + ROWS_AT_A_TIME, refused.size())), now);
            }
        });
    }

    private void add(Handle handle, TenantId tenant, List<Rejection> some, Instant now) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into rejected_event
                    (tenant, received_at, protocol, source, event_id, code, errors, item)
                values (:tenant, :now, :protocol, :source, :id, :code, cast(:errors as jsonb), :item)
                """);
        for (Rejection rejection : some) {
            batch.bind("tenant", tenant.value())
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .bind("protocol", rejection.protocol())
                    .bind("source", rejection.source())
                    .bind("id", rejection.eventId())
                    .bind("code", rejection.code())
                    .bind("errors", json(rejection.errors()))
                    .bind("item", storable(rejection.item()))
                    .add();
        }
        batch.execute();
    }

    void deleteBeyond(TenantId tenant, int most) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        delete from rejected_event
                        where tenant = :tenant and place <= (
                            select place from rejected_event where tenant = :tenant
                            order by place desc offset :most limit 1)
                        """)
                .bind("tenant", tenant.value())
                .bind("most", most)
                .execute());
    }

    int deleteNaming(TenantId tenant, Collection<UserId> users) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        delete from rejected_event where tenant = :tenant
                            and exists (select from unnest(:users) as named (user_id)
                                where position(cast(to_json(user_id) as text) in item) > 0)
                        """)
                .bind("tenant", tenant.value())
                .bindArray(
                        "users", String.class, users.stream().map(UserId::value).toList())
                .execute());
    }

    /** Of every tenant: what has been kept for long enough is nobody's any more. */
    void deleteBefore(Instant cutoff) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from rejected_event where received_at < :cutoff")
                .bind("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                .execute());
    }

    List<Kept> list(TenantId tenant, RejectionQuery query, Instant cutoff) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select place, received_at, protocol, source, event_id, errors, item from rejected_event
                        where tenant = :tenant and received_at >= :cutoff
                            and (cast(:before as bigint) is null or place < :before)
                            and (cast(:from as timestamptz) is null or received_at >= :from)
                            and (cast(:to as timestamptz) is null or received_at < :to)
                            and (cardinality(:codes) = 0 or code = any(:codes))
                            and (cardinality(:sources) = 0 or source = any(:sources))
                            and (cardinality(:protocols) = 0 or protocol = any(:protocols))
                        order by place desc limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                .bind("before", query.before())
                .bind("from", time(query.from()))
                .bind("to", time(query.to()))
                .bindArray("codes", String.class, query.codes())
                .bindArray("sources", String.class, query.sources())
                .bindArray("protocols", String.class, query.protocols())
                .bind("limit", query.limit())
                .map(row())
                .list());
    }

    private RowMapper<Kept> row() {
        return (row, context) -> new Kept(
                row.getLong("place"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                new Rejection(
                        row.getString("protocol"),
                        row.getString("source"),
                        row.getString("event_id"),
                        errors(row.getString("errors")),
                        row.getString("item")));
    }

    private String json(List<FieldError> errors) {
        try {
            return mapper.writeValueAsString(errors);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<FieldError> errors(String json) {
        try {
            return List.of(mapper.readValue(json, FieldError[].class));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** What was refused may hold what no database stores; that is often why it was refused. */
    private static @Nullable String storable(@Nullable String item) {
        if (item == null) {
            return null;
        }
        StringBuilder text = new StringBuilder(item.length());
        item.codePoints().forEach(c -> {
            boolean unstorable = c == 0 || Character.getType(c) == Character.SURROGATE;
            text.appendCodePoint(unstorable ? NO_CHARACTER : c);
        });
        return text.toString();
    }
}
