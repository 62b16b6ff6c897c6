package dev.keizoku.metrics.survival;

import dev.keizoku.metrics.lifetime.PaidHistory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What counts as leaving, and with it when a customer's life began. */
public enum Leaving {
    /** The first day without any paid subscription after the first day with one. */
    FIRST,
    /** The last end of service, gaps ignored; free and trial subscriptions are service too. */
    LAST;

    /**
     * A customer as seen from a day.
     *
     * @param from nothing before this day is known; null when everything is
     * @param edge the first day that is not looked at
     * @return empty when the customer had not begun, or was gone before anything was known
     */
    public Optional<Observation> of(PaidHistory history, @Nullable Integer from, int edge) {
        int start = switch (this) {
            case FIRST -> history.firstPaid();
            case LAST -> history.firstService();
        };
        if (start >= edge) {
            return Optional.empty();
        }
        int end = switch (this) {
            case FIRST -> history.firstChurn();
            case LAST -> history.lastEndBefore(edge);
        };
        boolean ends = end < edge;
        // Whose subscriptions went to another account has not left: it is seen no longer.
        boolean left = ends && !history.isTransfer(end);
        int until = (ends ? end : edge - 1) - start;
        int after = from == null || from <= start ? Observation.FROM_THE_START : from - start - 1;
        return after < until ? Optional.of(new Observation(after, until, left)) : Optional.empty();
    }
}
