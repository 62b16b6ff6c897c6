package dev.keizoku.health.scorecard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A scorecard with its place in the tenant's sequence of versions.
 *
 * @param createdAt null for the one every tenant starts with, until it is first used
 * @param createdBy the key or user that put it; null likewise
 */
public record ScorecardVersion(
        int version,
        Scorecard scorecard,
        @Nullable Instant createdAt,
        @Nullable String createdBy) {}
