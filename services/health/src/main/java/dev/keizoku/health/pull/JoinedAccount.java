package dev.keizoku.health.pull;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account with what the other services know of it.
 *
 * @param usage null when it has never sent an event
 * @param balance null when it has never paid
 * @param meters how much it has used of what its plans limit, by the name of the limit
 */
public record JoinedAccount(
        AccountFact fact,
        @Nullable UsageMeasure usage,
        @Nullable Balance balance,
        Map<String, BigDecimal> meters) {}
