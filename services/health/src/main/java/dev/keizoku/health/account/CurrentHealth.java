package dev.keizoku.health.account;

import dev.keizoku.health.score.Trend;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest score of an account with what a CRM follows it by.
 *
 * @param signals the types of the signals that are open
 * @param expansionState whether more may be proposed to it; null for one not looked at yet
 * @param deleted whether the account is no longer scored
 */
record CurrentHealth(
        ScoredDay scored,
        @Nullable String name,
        Map<String, String> externalIds,
        Trend trend,
        List<String> signals,
        @Nullable String expansionState,
        long changeSeq,
        Instant updatedAt,
        boolean deleted) {}
