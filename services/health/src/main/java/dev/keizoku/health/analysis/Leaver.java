package dev.keizoku.health.analysis;

import dev.keizoku.health.signal.RiskLevel;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An account that left, why by what its people said, and whether it was seen coming by what we had seen.
 *
 * @param mrr what it paid last; null for one that never paid
 * @param watched whether it was looked at before it left, without which nothing could be seen
 * @param interview null while nobody has found out why
 * @param firstSign null when its risk was low until it left or gave notice
 */
record Leaver(
        String accountId,
        @Nullable String name,
        @Nullable String owner,
        LocalDate leftOn,
        @Nullable BigDecimal mrr,
        @Nullable String currency,
        boolean watched,
        @Nullable Interview interview,
        @Nullable FirstSign firstSign) {

    /**
     * What a post-mortem says.
     *
     * @param detected whether those who were asked say it was seen coming; null when they do not
     * @param signal by which sign, in their words
     */
    record Interview(
            String reason,
            @Nullable Boolean detected,
            @Nullable String signal,
            Instant at) {}

    /**
     * The first day in the year before on which the risk was medium or high.
     *
     * @param signal the one that weighed most; null when none is named
     */
    record FirstSign(
            LocalDate on, RiskLevel level, @Nullable String signal) {}

    /** Whether we saw it coming; null when nobody looked. */
    @Nullable Boolean detected() {
        return firstSign != null ? Boolean.TRUE : watched ? Boolean.FALSE : null;
    }

    /** Days from the first sign to leaving; null without a sign. */
    @Nullable Integer leadDays() {
        return firstSign == null ? null : Math.toIntExact(ChronoUnit.DAYS.between(firstSign.on(), leftOn));
    }
}
