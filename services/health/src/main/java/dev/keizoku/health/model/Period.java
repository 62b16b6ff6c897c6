package dev.keizoku.health.model;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A month that accounts leave in or not, and the days around it that are looked at.
 *
 * <p>Accounts are observed some days before it begins, because what happens in the last days is often the leaving
 * itself: the last seat taken away, the last payment failed. Who is back within a week never left.
 */
record Period(YearMonth month) {

    static final int LEAD_DAYS = 5;
    static final int GAP_DAYS = 7;

    /** A day of observation may be this much earlier, where no score of the right day exists. */
    static final int TOLERANCE_DAYS = 6;

    LocalDate from() {
        return month.atDay(1);
    }

    LocalDate until() {
        return month.plusMonths(1).atDay(1);
    }

    LocalDate latestObservation() {
        return from().minusDays(LEAD_DAYS);
    }

    LocalDate earliestObservation() {
        return latestObservation().minusDays(TOLERANCE_DAYS);
    }

    /** The last day on which a returning account still counts as never gone. */
    LocalDate backBy() {
        return until().plusDays(GAP_DAYS - 1L);
    }
}
