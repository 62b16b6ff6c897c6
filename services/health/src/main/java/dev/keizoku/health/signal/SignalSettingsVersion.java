package dev.keizoku.health.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Settings as they were put in force.
 *
 * @param createdAt null for those every tenant starts with, until they are first used
 * @param createdBy the key or user that put them; null likewise
 */
public record SignalSettingsVersion(
        int version,
        SignalSettings settings,
        @Nullable Instant createdAt,
        @Nullable String createdBy) {}
