package dev.keizoku.usage;

import dev.keizoku.kernel.Parameters;
import dev.keizoku.usage.rollup.BusinessDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Days of a tenant that are asked for: from the first until before the second. */
public record Period(LocalDate from, LocalDate to) {

    /** Reads {@code from} and {@code to}; without them it is the usual number of days that end with today. */
    public static Period of(Parameters parameters, Instant now, ZoneId zone, int usualDays, int mostDays) {
        LocalDate askedTo = parameters.date("to");
        LocalDate to = askedTo == null ? BusinessDay.of(now, zone).plusDays(1) : askedTo;
        LocalDate askedFrom = parameters.date("from");
        LocalDate from = askedFrom == null ? to.minusDays(usualDays) : askedFrom;
        if (!from.isBefore(to)) {
            parameters.error("to", "invalid_value", "The period ends before `to`, which comes after `from`.");
        } else if (ChronoUnit.DAYS.between(from, to) > mostDays) {
            parameters.error("from", "invalid_value", "A period has at most " + mostDays + " days.");
        }
        return new Period(from, to);
    }
}
