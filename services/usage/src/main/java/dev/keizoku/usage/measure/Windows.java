package dev.keizoku.usage.measure;

import org.jspecify.annotations.Nullable;

/**
 * The days measures look at, as ages: the day itself has the age 0.
 *
 * <p>Recent are the 28 days that end with the day; the baseline is the 56 days before those. What an account did before
 * it was first seen is not nothing but unknown, so a baseline that is known for less than 28 days is none.
 */
final class Windows {

    static final int RECENT = 28;
    static final int BASELINE = 56;
    static final int BASELINE_END = RECENT + BASELINE;
    static final int LONGEST = 90;

    /** What is looked at altogether: six times the recent days. */
    static final int HISTORY = 6 * RECENT;

    private Windows() {}

    /** How many days of the baseline an account has been known for. */
    static int baselineDays(int knownDays) {
        return Math.clamp(knownDays - RECENT, 0, BASELINE);
    }

    static boolean hasBaseline(int knownDays) {
        return baselineDays(knownDays) >= RECENT;
    }

    /** What was counted in the baseline, for 28 days of it; null when there is no baseline. */
    static @Nullable Double usual(long inBaseline, int knownDays) {
        return hasBaseline(knownDays)
                ? Statistics.rounded((double) inBaseline * RECENT / baselineDays(knownDays))
                : null;
    }
}
