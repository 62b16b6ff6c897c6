package dev.keizoku.metrics.renewal;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A contract that comes to its end.
 *
 * @param due the day from which a new term would run, in the tenant's zone
 * @param termMonths how long the term was; null where that is not known
 * @param outcome renewed, renewed_lower, lapsed or withdrawn; null while there is none
 * @param outcomeOn when that was known to the parties
 */
record Renewal(
        String id,
        String subscription,
        String account,
        LocalDate due,
        @Nullable Integer termMonths,
        @Nullable String outcome,
        @Nullable LocalDate outcomeOn) {

    /** How long it was bound for, as figures are grouped by it; null where that is not known. */
    @Nullable String term() {
        return termMonths == null ? null : termMonths + "-month";
    }

    /** How it stands. */
    enum Standing {
        RENEWED,
        LOST,
        /** Not due yet, or due and still within the days it has. */
        PENDING
    }

    /**
     * How it stands at the end of a day. An early renewal belongs to the due date; a late one within the grace days is a
     * renewal, a later one is not.
     */
    Standing standing(LocalDate today, int graceDays) {
        LocalDate latest = due.plusDays(graceDays);
        if (outcome != null && (outcomeOn == null || !outcomeOn.isAfter(today))) {
            boolean goesOn = outcome.equals("renewed") || outcome.equals("renewed_lower");
            boolean inTime = outcomeOn == null || !outcomeOn.isAfter(latest);
            return goesOn && inTime ? Standing.RENEWED : Standing.LOST;
        }
        return latest.isBefore(today) ? Standing.LOST : Standing.PENDING;
    }

    /** The day at whose end the new term's worth shows. */
    LocalDate worthOn() {
        return outcomeOn != null && outcomeOn.isAfter(due) ? outcomeOn : due;
    }
}
