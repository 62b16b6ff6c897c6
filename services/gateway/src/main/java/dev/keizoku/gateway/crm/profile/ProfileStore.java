package dev.keizoku.gateway.crm.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The profiles that tenants changed. */
@Singleton
class ProfileStore {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    ProfileStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    Optional<Profile> find(TenantId tenant, Crm crm) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select profile from crm_profile where tenant = :tenant and crm = :crm")
                        .bind("tenant", tenant.value())
                        .bind("crm", crm.key())
                        .map((row, context) -> read(row.getString("profile")))
                        .findOne());
    }

    void put(Handle handle, TenantId tenant, Crm crm, Profile profile, Instant now) {
        handle.createUpdate("""
                        insert into crm_profile (tenant, crm, profile, updated_at)
                        values (:tenant, :crm, cast(:profile as json), :now)
                        on conflict (tenant, crm) do update set profile = excluded.profile,
                            updated_at = excluded.updated_at
                        """)
                .bind("tenant", tenant.value())
                .bind("crm", crm.key())
                .bind("profile", write(profile))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    private Profile read(String json) {
        try {
            return mapper.readValue(json, Profile.class);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private String write(Profile profile) {
        try {
            return mapper.writeValueAsString(profile);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
