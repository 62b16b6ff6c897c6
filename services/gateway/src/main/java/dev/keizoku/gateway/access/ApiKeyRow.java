package dev.keizoku.gateway.access;

import dev.keizoku.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "api_key")
class ApiKeyRow {

    @Id
    String id;

    @Column(updatable = false)
    String tenant;

    @Column(updatable = false)
    String kind;

    @Column(updatable = false)
    String name;

    @Column(updatable = false)
    List<String> scopes;

    @Column(updatable = false)
    List<String> origins;

    @Column(updatable = false)
    byte[] hash;

    @Column(updatable = false)
    Instant createdAt;

    @Nullable Instant expiresAt;

    @Nullable Instant revokedAt;

    @Nullable Instant lastUsedAt;

    @Nullable String replacedBy;

    static ApiKeyRow of(ApiKey key, byte[] hash) {
        ApiKeyRow row = new ApiKeyRow();
        row.id = key.id();
        row.tenant = key.tenant().value();
        row.kind = key.kind().wireName();
        row.name = key.name();
        row.scopes = key.scopes();
        row.origins = key.origins();
        row.hash = hash;
        row.createdAt = key.createdAt();
        row.expiresAt = key.expiresAt();
        row.revokedAt = key.revokedAt();
        row.lastUsedAt = key.lastUsedAt();
        row.replacedBy = key.replacedBy();
        return row;
    }

    ApiKey toApiKey() {
        return new ApiKey(
                id,
                new TenantId(tenant),
                ApiKey.Kind.of(kind),
                name,
                scopes,
                origins,
                createdAt,
                expiresAt,
                revokedAt,
                lastUsedAt,
                replacedBy);
    }
}
