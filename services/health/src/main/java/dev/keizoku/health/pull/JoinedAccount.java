package dev.keizoku.health.pull;

import org.jspecify.annotations.Nullable;

/**
 * An account with what the other services know of it.
 *
 * @param usage null when it has never sent an event
 * @param balance null when it has never paid
 */
public record JoinedAccount(
        AccountFact fact,
        @Nullable UsageMeasure usage,
        @Nullable Balance balance) {}
