package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A touchpoint as it is kept of a person, for the person to see.
 *
 * @param details JSON: what its kind has of its own
 */
record HeldTouchpoint(
        String touchpointId,
        String accountId,
        String kind,
        Instant occurredAt,
        @Nullable String userId,
        @Nullable String text,

        @JsonRawValue String details) {}
