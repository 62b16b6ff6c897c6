package dev.keizoku.health.account;

import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.signal.RiskLevel;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A score as it was made for a day.
 *
 * @param knownAt only what was known then counted
 * @param lastLoginOn the evidence behind the cap for missing logins
 */
record ScoredDay(
        String accountId,
        LocalDate day,
        Instant knownAt,
        Instant scoredAt,
        int scorecardVersion,
        HealthScore score,
        @Nullable LocalDate lastLoginOn,
        @Nullable RiskOfDay risk) {

    /** How likely the account was to leave; not known of days before risks were kept. */
    record RiskOfDay(RiskLevel level, BigDecimal value) {}
}
