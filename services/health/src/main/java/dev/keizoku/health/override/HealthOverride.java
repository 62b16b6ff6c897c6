package dev.keizoku.health.override;

import dev.keizoku.health.score.ManualOverride;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An override with its life.
 *
 * @param endedAt when somebody ended it; null while nobody did
 */
record HealthOverride(
        String accountId,
        ManualOverride set,
        @Nullable String note,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable String endedBy) {

    /** What became of it. */
    enum State {
        ACTIVE,
        ENDED,
        EXPIRED
    }

    State stateAt(Instant now) {
        if (endedAt != null) {
            return State.ENDED;
        }
        return expiresAt.isAfter(now) ? State.ACTIVE : State.EXPIRED;
    }
}
