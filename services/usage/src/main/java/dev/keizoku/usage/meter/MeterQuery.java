package dev.keizoku.usage.meter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a meter is asked for.
 *
 * @param from the first instant
 * @param to the instant to stop before
 * @param window null to take the whole time as one
 * @param groupBy what is told apart, in this order
 * @param accounts only these; empty for all, likewise users
 * @param filters only events with one of the values, for every key; the meter's own apply as well
 */
record MeterQuery(
        int tenant,
        ZoneId zone,
        Meter meter,
        Instant from,
        Instant to,
        @Nullable Window window,
        List<Key> groupBy,
        List<String> accounts,
        List<String> users,
        Map<String, List<String>> filters) {

    LocalDate fromDay() {
        return LocalDate.ofInstant(from, zone);
    }

    /** The day to stop before. */
    LocalDate toDay() {
        LocalDate day = LocalDate.ofInstant(to, zone);
        return startsAt(to) ? day : day.plusDays(1);
    }

    /** Whether it asks for whole days. */
    boolean ofDays() {
        return startsAt(from) && startsAt(to);
    }

    /** Whether what was counted by day answers it; otherwise the events have to be read. */
    boolean ofCounters() {
        return meter.ofCounters()
                && ofDays()
                && (window == null || window.ofDays())
                && groupBy.stream().allMatch(Key.Column.class::isInstance)
                && filters.keySet().stream().map(Key::of).allMatch(Key.Column.class::isInstance);
    }

    /** Where a window ends, within what was asked for. */
    Instant end(Instant start) {
        Instant end = window == null ? to : window.end(start, zone);
        return end.isAfter(to) ? to : end;
    }

    private boolean startsAt(Instant instant) {
        return LocalDate.ofInstant(instant, zone).atStartOfDay(zone).toInstant().equals(instant);
    }
}
