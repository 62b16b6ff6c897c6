package dev.keizoku.metrics.report;

import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a book.
 *
 * @param trailing for retention, how far back the cohort is taken; null for the point's own interval
 * @param firstMonth where the year begins, 1 for January
 * @param fx how amounts are valued in the reporting currency; null for as is usual, and natively where currencies are kept
 *     apart
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

    /** The selection by the months of other windows. */
    public Question monthly(Windows others) {
        return new Question(others, Interval.MONTH, basis, selection, null, false, firstMonth, fx);
    }

    /** The same of the daily movements. */
    public Question ofLedger() {
        return new Question(windows, interval, Basis.LEDGER, selection, trailing, includeReactivation, firstMonth, fx);
    }

    /** Whether amounts stay in the currency they are billed in. */
    public boolean staysNative() {
        return fx == null && selection.keepsCurrenciesApart();
    }

    /** The same about other periods. */
    Question over(Windows others) {
        return new Question(others, interval, basis, selection, trailing, includeReactivation, firstMonth, fx);
    }
}
