package dev.keizoku.health.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether an observation is learned from, and as what.
 *
 * @param knownAt the time up to which its score knew things
 * @param noticeGiven whether an end was scheduled on the day of observation
 * @param liveBefore whether it was a customer when the month began
 * @param liveAtEnd whether it was one when the month ended
 * @param liveLater whether it was one a week later
 * @param paymentFailing whether a payment was failing in the month
 * @param end what subscriptions said of the end since; null where nothing
 */
record Known(
        Instant knownAt,
        boolean noticeGiven,
        boolean liveBefore,
        boolean liveAtEnd,
        boolean liveLater,
        boolean paymentFailing,
        @Nullable Ending end) {

    /** Whether it left. */
    boolean gone() {
        return liveBefore && !liveAtEnd && !liveLater;
    }

    /** The same, an end being scheduled. */
    Known withNotice() {
        return new Known(knownAt, true, liveBefore, liveAtEnd, liveLater, paymentFailing, end);
    }

    /** The same, with what was said of the end. */
    Known with(@Nullable Ending ending) {
        return new Known(knownAt, noticeGiven, liveBefore, liveAtEnd, liveLater, paymentFailing, ending);
    }
}
