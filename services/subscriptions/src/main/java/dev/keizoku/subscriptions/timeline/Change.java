package dev.keizoku.subscriptions.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One effective-dated change as it was asked for.
 *
 * @param knownAt when it counts as known: when it was recorded, or when it took effect if it was loaded as history
 */
public record Change(String changeId, Move move, Instant effectiveAt, Instant knownAt, Instant recordedAt, Why why) {

    /** What it tells was charged for use; null where it tells something else. */
    public @Nullable Charge charge() {
        return move instanceof Move.ChargeUsage usage ? usage.charge() : null;
    }
}
