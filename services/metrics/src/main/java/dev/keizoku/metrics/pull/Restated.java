package dev.keizoku.metrics.pull;

import dev.keizoku.kernel.Notices;
import dev.keizoku.metrics.timeline.TimelineRow;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That figures of days gone by are others now than they were.
 *
 * @param from the earliest of the days; null where it may be any
 * @param subscriptions how many were changed after the day
 */
record Restated(@Nullable LocalDate from, int subscriptions) {

    /** The rules changed that every day is netted by. */
    static final Restated ENTIRELY = new Restated(null, 0);

    /** By changes that took effect on a day that was over when they became known; history is known at its own time. */
    static Optional<Restated> by(List<FeedFact.Change> changes, ZoneId zone) {
        List<TimelineRow> late = changes.stream()
                .map(FeedFact.Change::row)
                .filter(row -> row.entry() != null
                        && effective(row, zone)
                                .isBefore(row.knownAt().atZone(zone).toLocalDate()))
                .toList();
        return late.stream()
                .map(row -> effective(row, zone))
                .min(LocalDate::compareTo)
                .map(from -> new Restated(from, (int)
                        late.stream().map(TimelineRow::subscription).distinct().count()));
    }

    private static LocalDate effective(TimelineRow row, ZoneId zone) {
        return Objects.requireNonNull(row.entry()).effectiveAt().atZone(zone).toLocalDate();
    }

    Notices.Notice notice() {
        String first = from == null ? "null" : '"' + from.toString() + '"';
        String data = "{\"restated\": {\"from\": %s, \"subscriptions\": %d}}".formatted(first, subscriptions);
        return new Notices.Notice("metrics.restated", null, data);
    }
}
