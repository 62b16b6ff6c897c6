package dev.keizoku.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant wants to be told of events.
 *
 * @param shownUrl what of the URL may be shown: those of Slack are secrets
 * @param types of event; none are all
 * @param digestHour of the tenant's day, when the digest of the day is due
 */
public record Endpoint(
        TenantId tenant,
        String id,
        Kind kind,
        String shownUrl,
        @Nullable String description,
        List<String> types,
        boolean enabled,
        @Nullable String disabledReason,
        @Nullable Instant secretOverlapsUntil,
        boolean digest,
        int digestHour,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant failingSince) {

    /** Who is at the other end. */
    public enum Kind {
        /** A program that takes Standard Webhooks. */
        WEBHOOK,
        SLACK,
        CHATWORK;

        @JsonCreator
        static Kind of(String key) {
            return Arrays.stream(values())
                    .filter(kind -> kind.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Accepted: webhook, slack, chatwork."));
        }

        @JsonValue
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
