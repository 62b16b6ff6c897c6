package dev.keizoku.subscriptions.payment;

import dev.keizoku.subscriptions.plan.IntervalUnit;
import java.time.LocalDate;

/**
 * How much service a payment stands for.
 *
 * @param interval the unit of what one payment pays for
 * @param intervalCount how many of them
 * @param graceDays how much later than that the next payment may come without a gap
 */
record PeriodRule(IntervalUnit interval, int intervalCount, int graceDays) {

    /** One month, and five days of grace. */
    static final PeriodRule USUAL = new PeriodRule(IntervalUnit.MONTH, 1, 5);

    private static final int MAX_GRACE_DAYS = 365;
    private static final int MAX_INTERVAL_COUNT = 1000;

    PeriodRule {
        if (intervalCount < 1 || intervalCount > MAX_INTERVAL_COUNT) {
            throw new IllegalArgumentException("An interval has 1 to 1000 units.");
        }
        if (graceDays < 0 || graceDays > MAX_GRACE_DAYS) {
            throw new IllegalArgumentException("Grace is 0 to 365 days.");
        }
    }

    /** The first day that a payment of a day no longer pays for. */
    LocalDate paidUntil(LocalDate day) {
        return switch (interval) {
            case DAY -> day.plusDays(intervalCount);
            case WEEK -> day.plusWeeks(intervalCount);
            case MONTH -> day.plusMonths(intervalCount);
            case YEAR -> day.plusYears(intervalCount);
        };
    }

    /** The last day on which the next payment leaves no gap. */
    LocalDate renewableUntil(LocalDate day) {
        return paidUntil(day).plusDays(graceDays);
    }
}
