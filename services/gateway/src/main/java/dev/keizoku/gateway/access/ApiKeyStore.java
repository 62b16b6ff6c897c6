package dev.keizoku.gateway.access;

import dev.keizoku.kernel.TenantId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Singleton
class ApiKeyStore implements PanacheRepositoryBase<ApiKeyRow, String> {

    /** By id alone: only for finding out whose key it is. */
    Optional<ApiKeyRow> byId(String id) {
        return findByIdOptional(id);
    }

    /** Newest first, after the one given. */
    List<ApiKeyRow> page(TenantId tenant, @Nullable Instant before, String beforeId, int limit) {
        Parameters named = Parameters.with("tenant", tenant.value());
        if (before == null) {
            return find("tenant = :tenant order by createdAt desc, id desc", named)
                    .page(0, limit)
                    .list();
        }
        return find(
                        "tenant = :tenant and (createdAt < :before or createdAt = :before and id < :id)"
                                + " order by createdAt desc, id desc",
                        named.and("before", before).and("id", beforeId))
                .page(0, limit)
                .list();
    }

    /** Every key of a tenant that is not revoked, locked until the end of the transaction. */
    List<ApiKeyRow> lockUnrevoked(TenantId tenant) {
        return find("tenant = :tenant and revokedAt is null order by id", Parameters.with("tenant", tenant.value()))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** One key, locked until the end of the transaction. */
    Optional<ApiKeyRow> lock(TenantId tenant, String id) {
        return find(
                        "tenant = :tenant and id = :id",
                        Parameters.with("tenant", tenant.value()).and("id", id))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Those of all tenants that pages may show at this time. */
    List<ApiKeyRow> publishable(Instant now) {
        return find(
                        "kind = 'publishable' and revokedAt is null and (expiresAt is null or expiresAt > :now)",
                        Parameters.with("now", now))
                .list();
    }

    Optional<ApiKeyRow> of(TenantId tenant, String id) {
        return find(
                        "tenant = :tenant and id = :id",
                        Parameters.with("tenant", tenant.value()).and("id", id))
                .firstResultOptional();
    }

    void used(String id, Instant at) {
        update(
                "lastUsedAt = :at where id = :id and (lastUsedAt is null or lastUsedAt < :at)",
                Parameters.with("at", at).and("id", id));
    }
}
