package dev.keizoku.health.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The versions of all tenants' documents. */
@ApplicationScoped
class VersionStore {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    VersionStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** The version of that number, or the latest. */
    <T> Optional<Version<T>> find(TenantId tenant, DocumentKind<T> kind, @Nullable Integer number) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select * from document_version
                where tenant = :tenant and kind = :kind and (cast(:version as integer) is null or version = :version)
                order by version desc limit 1
                """)
                .bind("tenant", tenant.value())
                .bind("kind", kind.key())
                .bind("version", number)
                .map((row, context) -> read(row, kind))
                .findOne());
    }

    /** Adds the version; says whether its number was still free. */
    <T> boolean append(TenantId tenant, DocumentKind<T> kind, int number, T document, Instant at, String by) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into document_version (tenant, kind, version, created_at, created_by, body)
                        values (:tenant, :kind, :version, :at, :by, cast(:body as json))
                        on conflict do nothing
                        """)
                        .bind("tenant", tenant.value())
                        .bind("kind", kind.key())
                        .bind("version", number)
                        .bind("at", at.atOffset(ZoneOffset.UTC))
                        .bind("by", by)
                        .bind("body", write(document))
                        .execute())
                == 1;
    }

    private <T> Version<T> read(ResultSet row, DocumentKind<T> kind) throws SQLException {
        try {
            return new Version<>(
                    row.getInt("version"),
                    mapper.readValue(row.getString("body"), kind.type()),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getString("created_by"));
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private String write(Object document) {
        try {
            return mapper.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
