package dev.keizoku.gateway.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.export.file.Encoding;
import dev.keizoku.gateway.export.file.Parts;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The exports, as those see them who asked for them. */
@Singleton
class ExportStore {

    private static final String WITH_PARTS = """
            select e.*, coalesce((select jsonb_agg(jsonb_build_array(p.part, p.row_count, p.bytes) order by p.part)
                from export_part p where p.tenant = e.tenant and p.export_id = e.export_id), '[]') as parts
            from export e
            """;

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    ExportStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** Where a page ended. */
    record Position(Instant createdAt, UUID export) {}

    /** Adds one; false when its key was used before. */
    boolean add(Export export, @Nullable String key) {
        ExportOrder order = export.order();
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into export (tenant, export_id, resource, format, profile, encoding, compression,
                            language, masked, uri, asked, idempotency_key, status, created_at, created_by)
                        values (:tenant, :id, :resource, :format, :profile, :encoding, :compression, :language, :masked, :uri,
                            cast(:asked as jsonb), :key, 'queued', :at, :by)
                        on conflict do nothing
                        """)
                        .bind("tenant", export.tenant().value())
                        .bind("id", export.id())
                        .bind("resource", order.resource().key())
                        .bind("format", key(order.format()))
                        .bind("profile", key(order.profile()))
                        .bind("encoding", order.encoding().key())
                        .bind("compression", key(order.compression()))
                        .bind("language", order.language())
                        .bind("masked", order.masked())
                        .bind("uri", order.uri())
                        .bind("asked", order.asked().toString())
                        .bind("key", key)
                        .bind("at", export.createdAt().atOffset(ZoneOffset.UTC))
                        .bind("by", export.createdBy())
                        .execute())
                == 1;
    }

    Optional<Export> find(TenantId tenant, UUID export) {
        return jdbi.withHandle(
                handle -> handle.createQuery(WITH_PARTS + "where e.tenant = :tenant and e.export_id = :export")
                        .bind("tenant", tenant.value())
                        .bind("export", export)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    Optional<Export> byKey(TenantId tenant, String key) {
        return jdbi.withHandle(
                handle -> handle.createQuery(WITH_PARTS + "where e.tenant = :tenant and e.idempotency_key = :key")
                        .bind("tenant", tenant.value())
                        .bind("key", key)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /** Those of some resources, the newest first; of those without what is personal when only they are asked for. */
    List<Export> list(TenantId tenant, List<String> resources, boolean masked, @Nullable Position after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(WITH_PARTS + """
                where e.tenant = :tenant and e.resource = any(:resources) and (e.masked or not :masked)
                    and (cast(:at as timestamptz) is null
                        or (e.created_at, e.export_id) < (cast(:at as timestamptz), cast(:export as uuid)))
                order by e.created_at desc, e.export_id desc limit :limit
                """)
                .bind("tenant", tenant.value())
                .bindArray("resources", String.class, resources)
                .bind("masked", masked)
                .bind("at", after == null ? null : after.createdAt().atOffset(ZoneOffset.UTC))
                .bind("export", after == null ? null : after.export())
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    int unfinished(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) from export where tenant = :tenant and status in ('queued', 'running')
                        """)
                .bind("tenant", tenant.value())
                .mapTo(Integer.class)
                .one());
    }

    Export read(ResultSet row) throws SQLException {
        String failure = row.getString("failure");
        return new Export(
                new TenantId(row.getString("tenant")),
                row.getObject("export_id", UUID.class),
                new ExportOrder(
                        Exported.valueOf(upper(row.getString("resource"))),
                        ExportOrder.Format.valueOf(upper(row.getString("format"))),
                        ExportOrder.Profile.valueOf(upper(row.getString("profile"))),
                        Encoding.valueOf(upper(row.getString("encoding")).replace('-', '_')),
                        ExportOrder.Compression.valueOf(upper(row.getString("compression"))),
                        row.getString("language"),
                        row.getBoolean("masked"),
                        row.getString("uri"),
                        json(row.getString("asked"))),
                Export.Status.valueOf(upper(row.getString("status"))),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                instant(row, "expires_at"),
                row.getLong("row_count"),
                row.getLong("replaced_count"),
                failure == null ? null : json(failure),
                json(row.getString("parts"))
                        .valueStream()
                        .map(part -> new Parts.Part(
                                part.get(0).intValue(),
                                part.get(1).longValue(),
                                part.get(2).longValue()))
                        .toList());
    }

    static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String key) {
        return key.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
