package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.timeline.TimelineEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How one subscription stands at the end of each day on which something took effect. */
final class SubscriptionDays {

    private SubscriptionDays() {}

    /** The last standing of each day, in the tenant's zone; entries of one subscription in their order. */
    static NavigableMap<LocalDate, Standing> of(List<TimelineEntry> entries, ZoneId zone) {
        NavigableMap<LocalDate, Standing> days = new TreeMap<>();
        for (int i = 0; i < entries.size(); i++) {
            TimelineEntry entry = entries.get(i);
            days.put(dayOf(entry.effectiveAt(), zone), Standing.of(entry.terms(), entry.reason()));
            Instant until = i + 1 < entries.size() ? entries.get(i + 1).effectiveAt() : null;
            Instant end = scheduledEnd(entry, until);
            if (end != null) {
                days.put(dayOf(end, zone), Standing.of(entry.terms().ended(), entry.reason()));
            }
        }
        return days;
    }

    /** A scheduled cancellation ends the subscription by itself, unless a later entry took effect first. */
    private static @Nullable Instant scheduledEnd(TimelineEntry entry, @Nullable Instant until) {
        Instant cancelAt = entry.terms().cancelAt();
        if (cancelAt == null || until != null && !cancelAt.isBefore(until)) {
            return null;
        }
        return cancelAt.isBefore(entry.effectiveAt()) ? entry.effectiveAt() : cancelAt;
    }

    private static LocalDate dayOf(Instant instant, ZoneId zone) {
        return LocalDate.ofInstant(instant, zone);
    }
}
