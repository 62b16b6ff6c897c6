package dev.keizoku.health.signal;

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

/** The versions of the tenants' signal settings. */
@ApplicationScoped
class SignalSettingsStore {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    SignalSettingsStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** The version of that number, or the latest. */
    Optional<SignalSettingsVersion> find(TenantId tenant, @Nullable Integer version) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select * from signal_settings
                where tenant = :tenant and (cast(:version as integer) is null or version = :version)
                order by version desc limit 1
                """)
                .bind("tenant", tenant.value())
                .bind("version", version)
                .map((row, context) -> read(row))
                .findOne());
    }

    /** Adds the version; says whether its number was still free. */
    boolean append(TenantId tenant, SignalSettingsVersion version, Instant at, String by) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into signal_settings (tenant, version, created_at, created_by, body)
                        values (:tenant, :version, :at, :by, cast(:body as jsonb))
                        on conflict do nothing
                        """)
                        .bind("tenant", tenant.value())
                        .bind("version", version.version())
                        .bind("at", at.atOffset(ZoneOffset.UTC))
                        .bind("by", by)
                        .bind("body", write(version.settings()))
                        .execute())
                == 1;
    }

    private SignalSettingsVersion read(ResultSet row) throws SQLException {
        try {
            return new SignalSettingsVersion(
                    row.getInt("version"),
                    mapper.readValue(row.getString("body"), SignalSettingsBody.class)
                            .toSettings(),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getString("created_by"));
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private String write(SignalSettings settings) {
        try {
            return mapper.writeValueAsString(settings);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
