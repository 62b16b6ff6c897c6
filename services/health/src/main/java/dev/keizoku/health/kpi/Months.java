package dev.keizoku.health.kpi;

import dev.keizoku.kernel.Parameters;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Whole months, from one until before another. */
record Months(LocalDate from, LocalDate to) {

    private static final int YEAR_MONTHS = 12;
    private static final int MOST = 120;

    /** As a request gives them; a year up to the month that is under way without any. */
    static Months read(Parameters parameters, LocalDate today) {
        LocalDate askedTo = parameters.date("to");
        LocalDate askedFrom = parameters.date("from");
        LocalDate to = askedTo == null
                ? today.withDayOfMonth(1).plusMonths(1)
                : askedTo.minusDays(1).withDayOfMonth(1).plusMonths(1);
        LocalDate from = askedFrom == null ? to.minusMonths(YEAR_MONTHS) : askedFrom.withDayOfMonth(1);
        if (!from.isBefore(to)) {
            parameters.error("from", "not_before_to", "The first month lies before the end.");
        } else if (ChronoUnit.MONTHS.between(from, to) > MOST) {
            parameters.error("from", "too_long", "At most " + MOST + " months at once.");
        }
        return new Months(from, to);
    }

    List<LocalDate> each() {
        return from.datesUntil(to, Period.ofMonths(1)).toList();
    }
}
