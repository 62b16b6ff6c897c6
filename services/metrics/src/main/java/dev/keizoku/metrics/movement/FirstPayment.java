package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.Terms;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Whether the first bill of a subscription is still to be paid: it is late from the first paid day on, and has not been
 * recovered.
 */
final class FirstPayment {

    private @Nullable LocalDate firstDay;
    private boolean awaited;
    private boolean settled;

    /** Takes in the next entry of the subscription. */
    void follow(TimelineEntry entry, LocalDate day) {
        Terms terms = entry.terms();
        Price price = terms.price();
        if (settled || price == null || price.amount().signum() <= 0) {
            return;
        }
        switch (terms.state()) {
            case ACTIVE -> {
                // Who came from another account paid there.
                settled = awaited || isLaterThanFirst(day) || entry.cause().isTransfer();
                awaited = false;
            }
            case PAST_DUE -> {
                settled = !awaited && (isLaterThanFirst(day) || entry.cause().isTransfer());
                awaited = !settled;
            }
            case TRIAL, FREE, PAUSED, ENDED -> {
                return;
            }
        }
        firstDay = firstDay == null ? day : firstDay;
    }

    boolean isAwaited() {
        return awaited;
    }

    private boolean isLaterThanFirst(LocalDate day) {
        return firstDay != null && day.isAfter(firstDay);
    }
}
