package dev.keizoku.metrics.report;

import dev.keizoku.kernel.Parameters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The instant whose knowledge is asked for, and the tenant's day it lies in. */
record AsOf(Instant instant, LocalDate day) {

    static final String PARAMETER = "as_of";

    private static final int LENGTH_OF_A_DATE = 10;

    /** Reads the parameter: an instant, or a date, which stands for its end. Null when it is not given. */
    static @Nullable AsOf read(Parameters parameters, ZoneId zone, Instant now) {
        String text = parameters.string(PARAMETER);
        if (text == null) {
            return null;
        }
        Instant instant = text.length() == LENGTH_OF_A_DATE
                ? endOf(parameters.date(PARAMETER), zone, now)
                : parameters.instant(PARAMETER);
        if (instant == null) {
            return null;
        }
        if (instant.isAfter(now)) {
            parameters.error(PARAMETER, "out_of_range", "What will be known later cannot be told.");
            return null;
        }
        return new AsOf(instant, LocalDate.ofInstant(instant, zone));
    }

    /** The last instant of a day; now, where the day is today. */
    private static @Nullable Instant endOf(@Nullable LocalDate date, ZoneId zone, Instant now) {
        if (date == null) {
            return null;
        }
        Instant end = date.plusDays(1).atStartOfDay(zone).toInstant().minus(1, ChronoUnit.MICROS);
        return date.equals(LocalDate.ofInstant(now, zone)) ? now : end;
    }
}
