package dev.keizoku.metrics.report;

import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a book.
 *
 * @param trailing for retention, how far back the cohort is taken; null for the point's own interval
 * @param firstMonth where the year begins, 1 for January
 * @param fx how amounts are valued in the reporting currency; null for only where that is needed
 */
public record Question(
        Windows windows,
        Interval interval,
        Basis basis,
        Selection selection,
        @Nullable Period trailing,
        boolean includeReactivation,
        int firstMonth,
        @Nullable Fx fx) {

    public Question(
            Windows windows,
            Interval interval,
            Basis basis,
            Selection selection,
            @Nullable Period trailing,
            boolean includeReactivation) {
        this(windows, interval, basis, selection, trailing, includeReactivation, Interval.JANUARY, null);
    }

    /** The same about other periods. */
    Question over(Windows others) {
        return new Question(others, interval, basis, selection, trailing, includeReactivation, firstMonth, fx);
    }
}
