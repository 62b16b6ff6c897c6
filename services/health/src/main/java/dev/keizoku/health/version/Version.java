package dev.keizoku.health.version;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document with its place in the tenant's sequence of versions.
 *
 * @param number from 1 on
 * @param createdAt null for the one every tenant starts with, until it is first used
 * @param createdBy the key or user that put it; null likewise
 */
public record Version<T>(
        int number,
        T document,
        @Nullable Instant createdAt,
        @Nullable String createdBy) {}
