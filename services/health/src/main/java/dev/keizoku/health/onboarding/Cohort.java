package dev.keizoku.health.onboarding;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that became customers in a month. Each is counted once among completed, late, in onboarding and left.
 *
 * @param segment what they have in common beside; null for none, and when it was not asked for
 * @param completed with their first value within the 90 days
 * @param late still there after 90 days without a first value in them
 * @param inOnboarding without a first value so far, in their 90 days
 * @param left in their 90 days without a first value
 * @param completedLeft of the completed, those that left at any time since
 * @param lateLeft likewise of the late
 * @param medianDays from the first day as a customer to the first value, of those that have one; 0 when it came before
 */
record Cohort(
        LocalDate month,
        @Nullable String segment,
        long started,
        long completed,
        long late,
        long inOnboarding,
        long left,
        long completedLeft,
        long lateLeft,
        @Nullable BigDecimal medianDays) {

    /** For how long a customer is new. */
    static final int DAYS = 90;

    private static final int SCALE = 4;

    /**
     * The completed among the started; null until it is decided of each of them, and while more can begin in the month.
     *
     * @param until the last day anything is known of
     */
    @Nullable BigDecimal rate(LocalDate until) {
        boolean monthOver = !month.plusMonths(1).minusDays(1).isAfter(until);
        return monthOver && inOnboarding == 0 ? share(completed, started) : null;
    }

    /** Null of nothing. */
    static @Nullable BigDecimal share(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), SCALE, RoundingMode.HALF_UP);
    }
}
