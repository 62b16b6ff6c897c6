package dev.keizoku.health.run;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which days of a tenant are over and not yet scored.
 *
 * <p>Computed from dates, never from hours passed: a day has 23, 24 or 25 hours, and a clock that jumps makes neither
 * a day missing nor one double.
 */
final class DueNights {

    private DueNights() {}

    static List<LocalDate> due(
            @Nullable LocalDate lastNight, Instant now, ZoneId zone, Duration delay, int catchUpNights) {
        LocalDate over = now.minus(delay).atZone(zone).toLocalDate().minusDays(1);
        LocalDate first = lastNight == null ? over : lastNight.plusDays(1);
        LocalDate earliest = over.minusDays(catchUpNights - 1L);
        LocalDate from = first.isBefore(earliest) ? earliest : first;
        return from.isAfter(over)
                ? List.of()
                : from.datesUntil(over.plusDays(1)).toList();
    }
}
