package dev.keizoku.metrics.outlook;

import dev.keizoku.metrics.timeline.IntervalUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * When a subscription is billed: on its anchor's day and every interval after.
 *
 * <p>Every date is counted from the anchor, never from the date before: an anchor of 31 January gives 28 or 29 February
 * and 31 March again.
 */
record BillingSchedule(LocalDate anchor, IntervalUnit unit, int count) {

    private static final int SCALE = 12;

    /** The billing dates from a day to another, the latter excluded. */
    List<LocalDate> between(LocalDate from, LocalDate to) {
        List<LocalDate> dates = new ArrayList<>();
        LocalDate date = anchor;
        for (long n = 0; date.isBefore(to); date = date(++n)) {
            if (!date.isBefore(from)) {
                dates.add(date);
            }
        }
        return dates;
    }

    /** What each bill comes to where a year is worth so much. */
    BigDecimal bill(BigDecimal annual) {
        BigDecimal share = annual.multiply(BigDecimal.valueOf(count));
        return share.divide(unit.perYear(), Math.max(SCALE, share.scale()), RoundingMode.HALF_UP);
    }

    private LocalDate date(long n) {
        long units = n * count;
        return switch (unit) {
            case DAY -> anchor.plusDays(units);
            case WEEK -> anchor.plusWeeks(units);
            case MONTH -> anchor.plusMonths(units);
            case YEAR -> anchor.plusYears(units);
        };
    }
}
