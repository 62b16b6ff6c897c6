package dev.keizoku.usage.rollup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The one place that says which of a tenant's days an instant belongs to. */
public final class BusinessDay {

    private BusinessDay() {}

    public static LocalDate of(Instant instant, ZoneId zone) {
        return LocalDate.ofInstant(instant, zone);
    }
}
