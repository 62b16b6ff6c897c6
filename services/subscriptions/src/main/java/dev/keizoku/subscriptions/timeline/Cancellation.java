package dev.keizoku.subscriptions.timeline;

import java.time.Instant;

/** A cancellation that is planned and can still be taken back. */
public record Cancellation(String changeId, Instant at) {}
