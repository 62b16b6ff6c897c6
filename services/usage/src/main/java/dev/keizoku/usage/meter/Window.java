package dev.keizoku.usage.meter;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/** How time is cut: by the clock of the tenant's zone, or by its calendar; weeks begin on Monday. */
enum Window {
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH;

    /** Whether its bounds are bounds of days, so that counters of days can be put together to it. */
    boolean ofDays() {
        return switch (this) {
            case MINUTE, HOUR -> false;
            case DAY, WEEK, MONTH -> true;
        };
    }

    /** The end of the window that begins at an instant. An hour that a clock change repeats is two windows. */
    Instant end(Instant start, ZoneId zone) {
        return switch (this) {
            case MINUTE -> start.plus(Duration.ofMinutes(1));
            case HOUR -> start.plus(Duration.ofHours(1));
            case DAY, WEEK, MONTH ->
                next(LocalDate.ofInstant(start, zone)).atStartOfDay(zone).toInstant();
        };
    }

    /** The first day of the window a day is in. */
    LocalDate first(LocalDate day) {
        return switch (this) {
            case MINUTE, HOUR, DAY -> day;
            case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    LocalDate next(LocalDate start) {
        return switch (this) {
            case MINUTE, HOUR, DAY -> start.plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plus(1, ChronoUnit.MONTHS);
        };
    }

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The period of a meter: windows of days only. */
    @JsonCreator
    static Window period(String wire) {
        return Arrays.stream(values())
                .filter(Window::ofDays)
                .filter(one -> one.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Accepted: day, week, month."));
    }
}
