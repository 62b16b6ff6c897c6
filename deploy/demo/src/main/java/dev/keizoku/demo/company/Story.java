package dev.keizoku.demo.company;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * The plot: 18 whole months that end before or on {@code end}, customer success from the seventh on.
 *
 * <p>Month 1 is the first month played; monthly logo churn is 4.8 % up to month 6 and falls to 2.1 % in month 18.
 */
public record Story(long seed, LocalDate end, ZoneId zone) {

    static final int MONTHS = 18;
    static final int MONTHS_BEFORE_SUCCESS = 6;

    /** Farewells are decided this far beyond the end, so that those who are about to leave already behave so. */
    private static final int MONTHS_AHEAD = 3;

    static final int FOUNDING_CUSTOMERS = 112;

    private static final double CHURN_BEFORE = 0.048;
    private static final double CHURN_AFTER = 0.021;

    /** The last month that is over on the evening of {@code end}. */
    public YearMonth lastMonth() {
        return YearMonth.from(end.plusDays(1)).minusMonths(1);
    }

    public YearMonth firstMonth() {
        return lastMonth().minusMonths(MONTHS - 1);
    }

    /** The month customer success starts in. */
    public YearMonth successStarts() {
        return firstMonth().plusMonths(MONTHS_BEFORE_SUCCESS);
    }

    public LocalDate firstDay() {
        return firstMonth().atDay(1);
    }

    /** The first instant that is not told any more. */
    public LocalDateTime curtain() {
        return end.plusDays(1).atStartOfDay();
    }

    YearMonth horizon() {
        return YearMonth.from(end).plusMonths(MONTHS_AHEAD);
    }

    YearMonth month(int number) {
        return firstMonth().plusMonths(number - 1L);
    }

    /** How far customer success has come: 0 until month 6, 1 from month 18 on. */
    double progress(int month) {
        return Math.clamp((month - MONTHS_BEFORE_SUCCESS) / (double) (MONTHS - MONTHS_BEFORE_SUCCESS), 0, 1);
    }

    /** The share of the opening customers that leave in a month. */
    public double logoChurn(int month) {
        return CHURN_BEFORE + (CHURN_AFTER - CHURN_BEFORE) * progress(month);
    }

    /** The share of the opening MRR that existing customers add in a month. */
    double expansion(int month) {
        return 0.014 + 0.033 * Math.min(1, 2 * progress(month));
    }

    /** The share of the opening MRR that existing customers give up without leaving. */
    double contraction(int month) {
        return 0.011 - 0.006 * progress(month);
    }

    int newCustomers(int month) {
        return 8 + month / 4;
    }
}
