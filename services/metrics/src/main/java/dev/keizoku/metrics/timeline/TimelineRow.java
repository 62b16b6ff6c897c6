package dev.keizoku.metrics.timeline;

import java.time.Instant;

/** A timeline entry as it is stored: whose it is, and which row of the feed told of it. */
public record TimelineRow(
        String account, long seq, String kind, Instant knownAt, Instant recordedAt, TimelineEntry entry) {}
