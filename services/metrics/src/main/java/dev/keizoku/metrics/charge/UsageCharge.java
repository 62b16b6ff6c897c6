package dev.keizoku.metrics.charge;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * What was charged for what was used in a period of service.
 *
 * @param to the first instant after the period
 */
record UsageCharge(BigDecimal amount, String currency, Instant from, Instant to) {

    /** Only lengths that divide no year evenly are divided at all before the figure is. */
    private static final int SCALE = 24;

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);
    private static final BigDecimal SECONDS_OF_YEAR =
            BigDecimal.valueOf(Duration.ofDays(365).toSeconds());
    private static final int MICROS = 6;

    /**
     * What a year of such periods comes to: by calendar months where the period is some whole ones, otherwise by days of
     * 365 in a year.
     */
    BigDecimal yearly(ZoneId zone) {
        LocalDateTime start = LocalDateTime.ofInstant(from, zone);
        LocalDateTime end = LocalDateTime.ofInstant(to, zone);
        long months = wholeMonths(start, end);
        if (months > 0) {
            return over(amount.multiply(MONTHS), BigDecimal.valueOf(months));
        }
        // By the calendar's time, in which every day has 24 hours.
        long micros = Math.max(1, ChronoUnit.MICROS.between(start, end));
        return over(amount.multiply(SECONDS_OF_YEAR), BigDecimal.valueOf(micros, MICROS));
    }

    private static BigDecimal over(BigDecimal amount, BigDecimal by) {
        return amount.divide(by, Math.max(SCALE, amount.scale()), RoundingMode.HALF_UP);
    }

    /** How many months after an anchor's day one ends that starts on it, months that are too short cut; 0 if none. */
    private static long wholeMonths(LocalDateTime start, LocalDateTime end) {
        int anchor = Math.max(start.getDayOfMonth(), end.getDayOfMonth());
        boolean whole =
                start.toLocalTime().equals(end.toLocalTime()) && isOnAnchor(start, anchor) && isOnAnchor(end, anchor);
        return whole ? ChronoUnit.MONTHS.between(YearMonth.from(start), YearMonth.from(end)) : 0;
    }

    private static boolean isOnAnchor(LocalDateTime time, int anchor) {
        return time.getDayOfMonth() == Math.min(anchor, YearMonth.from(time).lengthOfMonth());
    }
}
