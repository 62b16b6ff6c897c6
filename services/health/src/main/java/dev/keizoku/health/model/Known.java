package dev.keizoku.health.model;

import java.time.Instant;

/**
 * What decides whether an observation is learned from, and as what.
 *
 * @param knownAt the time up to which its score knew things
 * @param noticeGiven whether an end was scheduled on the day of observation
 * @param liveBefore whether it was a customer when the month began
 * @param liveAtEnd whether it was one when the month ended
 * @param liveLater whether it was one a week later
 * @param paymentFailing whether a payment was failing in the month
 */
record Known(
        Instant knownAt,
        boolean noticeGiven,
        boolean liveBefore,
        boolean liveAtEnd,
        boolean liveLater,
        boolean paymentFailing) {}
