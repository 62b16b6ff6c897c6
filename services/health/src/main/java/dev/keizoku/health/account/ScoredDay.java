package dev.keizoku.health.account;

import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.stage.Staged;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A score as it was made for a day.
 *
 * @param knownAt only what was known then counted
 * @param lastLoginOn the evidence behind the cap for missing logins
 * @param stage null of days before stages were kept
 */
record ScoredDay(
        String accountId,
        LocalDate day,
        Instant knownAt,
        Instant scoredAt,
        int scorecardVersion,
        HealthScore score,
        @Nullable LocalDate lastLoginOn,
        @Nullable RiskOfDay risk,
        @Nullable Staged stage) {

    /** How likely the account was to leave; not known of days before risks were kept. */
    record RiskOfDay(RiskLevel level, BigDecimal value) {}
}
