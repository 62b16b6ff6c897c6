package dev.keizoku.metrics.timeline;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One change of a subscription and the terms that hold from it on.
 *
 * @param position orders the changes of one instant
 * @param cause what the caller gave as the reason, if anything
 */
public record TimelineEntry(
        String subscription, String change, Instant effectiveAt, int position, Terms terms, Cause cause) {

    /** By subscription, and in the order the changes took effect, whenever they were recorded. */
    public static final Comparator<TimelineEntry> ORDER = Comparator.comparing(TimelineEntry::subscription)
            .thenComparing(TimelineEntry::effectiveAt)
            .thenComparingInt(TimelineEntry::position)
            .thenComparing(TimelineEntry::change);

    /** An entry of which no more than a reason was said. */
    public TimelineEntry(
            String subscription,
            String change,
            Instant effectiveAt,
            int position,
            @Nullable String reason,
            Terms terms) {
        this(subscription, change, effectiveAt, position, terms, Cause.ofReason(reason));
    }

    /** This entry as the account sees it that the subscription left. */
    TimelineEntry handedOver() {
        return new TimelineEntry(subscription, change, effectiveAt, position, terms.ended(), cause.ofTransfer());
    }

    /** This entry as the account sees it that the subscription came to. */
    TimelineEntry takenOver() {
        return new TimelineEntry(subscription, change, effectiveAt, position, terms, cause.ofTransfer());
    }
}
