package dev.keizoku.gateway.access;

import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of an API key; its secret is not. */
public record ApiKey(
        String id,
        TenantId tenant,
        String name,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    public ApiKey {
        scopes = List.copyOf(scopes);
    }

    /** Whether it opens anything at this moment. */
    boolean valid(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
