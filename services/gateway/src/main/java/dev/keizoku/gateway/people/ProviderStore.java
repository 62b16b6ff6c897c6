package dev.keizoku.gateway.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.people.IdentityProvider.Tenancy;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

@Singleton
class ProviderStore {

    private static final TypeReference<Map<String, String>> ROLES = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    ProviderStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** Of all tenants: only for finding out whose token it is, or whether another has claimed it. */
    List<IdentityProvider> ofIssuer(String issuer) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from identity_provider where issuer = :issuer")
                .bind("issuer", issuer)
                .map((row, context) -> read(row))
                .list());
    }

    /** Lets nobody else claim tokens of an issuer until the end of the transaction. */
    void lock(String issuer) {
        jdbi.useHandle(handle -> handle.createQuery(
                        "select pg_advisory_xact_lock(hashtext('identity_provider'), hashtext(:issuer))")
                .bind("issuer", issuer)
                .mapToMap()
                .list());
    }

    List<IdentityProvider> of(TenantId tenant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from identity_provider where tenant = :tenant order by id")
                        .bind("tenant", tenant.value())
                        .map((row, context) -> read(row))
                        .list());
    }

    Optional<IdentityProvider> find(TenantId tenant, String id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from identity_provider where tenant = :tenant and id = :id")
                        .bind("tenant", tenant.value())
                        .bind("id", id)
                        .map((row, context) -> read(row))
                        .findFirst());
    }

    void put(IdentityProvider provider, Instant now) {
        Tenancy tenancy = provider.tenancy();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into identity_provider (tenant, id, issuer, audience, tenant_claim, tenant_value,
                            person_claim, roles_claim, roles, created_at, updated_at)
                        values (:tenant, :id, :issuer, :audience, :tenantClaim, :tenantValue,
                            :personClaim, :rolesClaim, cast(:roles as jsonb), :now, :now)
                        on conflict (tenant, id) do update set issuer = excluded.issuer, audience = excluded.audience,
                            tenant_claim = excluded.tenant_claim, tenant_value = excluded.tenant_value,
                            person_claim = excluded.person_claim, roles_claim = excluded.roles_claim,
                            roles = excluded.roles, updated_at = excluded.updated_at
                        """)
                .bind("tenant", provider.tenant().value())
                .bind("id", provider.id())
                .bind("issuer", provider.issuer())
                .bind("audience", provider.audience())
                .bind("tenantClaim", tenancy == null ? null : tenancy.claim())
                .bind("tenantValue", tenancy == null ? null : tenancy.value())
                .bind("personClaim", provider.personClaim())
                .bind("rolesClaim", provider.rolesClaim())
                .bind("roles", json(provider.roles()))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute());
    }

    boolean delete(TenantId tenant, String id) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "delete from identity_provider where tenant = :tenant and id = :id")
                        .bind("tenant", tenant.value())
                        .bind("id", id)
                        .execute())
                == 1;
    }

    private IdentityProvider read(ResultSet row) throws SQLException {
        String claim = row.getString("tenant_claim");
        Map<String, Role> roles = new TreeMap<>();
        try {
            mapper.readValue(row.getString("roles"), ROLES).forEach((value, role) -> roles.put(value, Role.of(role)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new IdentityProvider(
                new TenantId(row.getString("tenant")),
                row.getString("id"),
                row.getString("issuer"),
                row.getString("audience"),
                claim == null ? null : new Tenancy(claim, row.getString("tenant_value")),
                row.getString("person_claim"),
                row.getString("roles_claim"),
                roles);
    }

    private String json(Map<String, Role> roles) {
        Map<String, String> names = new TreeMap<>();
        roles.forEach((value, role) -> names.put(value, role.wireName()));
        return mapper.valueToTree(names).toString();
    }
}
