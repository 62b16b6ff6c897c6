package dev.keizoku.metrics.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change as the feed told it: whose it is, which row told of it, and when that counts as known.
 *
 * @param entry null where a correction took the change out of the timeline
 */
public record TimelineRow(
        String account,
        long seq,
        Instant knownAt,
        Instant recordedAt,
        String subscription,
        String change,
        @Nullable TimelineEntry entry) {}
