package dev.keizoku.gateway.access;

import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API key; its secret is not.
 *
 * @param origins the pages a publishable key is good from
 * @param replacedBy the key it was rotated to
 */
public record ApiKey(
        String id,
        TenantId tenant,
        Kind kind,
        String name,
        List<String> scopes,
        List<String> origins,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable String replacedBy) {

    /** Who may see the text of a key. */
    public enum Kind {
        /** Its owner alone. */
        SECRET,
        /** Everybody who opens a page; it sends events and does nothing else. */
        PUBLISHABLE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    public ApiKey {
        scopes = List.copyOf(scopes);
        origins = List.copyOf(origins);
    }

    /** Whether it opens anything at this moment. */
    boolean valid(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
