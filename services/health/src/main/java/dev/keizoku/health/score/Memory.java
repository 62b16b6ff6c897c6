package dev.keizoku.health.score;

import dev.keizoku.health.measure.MeasureKey;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the run before left behind of an account.
 *
 * @param rawBand the band its score lay in, null when there was none
 * @param band the band that was in force
 * @param day of that run
 * @param measures as they were, where the scorecard lets old values count; else none
 */
public record Memory(
        @Nullable Band rawBand,
        @Nullable Band band,
        @Nullable LocalDate day,
        List<MeasureScore> measures) {

    public static final Memory NONE = new Memory(null, null, null, List.of());

    /** The same where old values do not count. */
    public Memory withoutMeasures() {
        return measures.isEmpty() ? this : new Memory(rawBand, band, day, List.of());
    }

    /** A value that is no longer renewed, and the day it is of. */
    record Last(MeasureScore measure, LocalDate on) {}

    @Nullable Last last(MeasureKey key) {
        if (day == null) {
            return null;
        }
        for (MeasureScore measure : measures) {
            if (measure.measure() == key && measure.value() != null) {
                return new Last(measure, measure.seenOn() == null ? day : measure.seenOn());
            }
        }
        return null;
    }
}
