package dev.keizoku.health.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Decides what an observation teaches.
 *
 * <p>Leaving is read off subscriptions and never off silence, so that no measure of silence can be its own proof.
 */
final class Observing {

    /** A night may be late by this much and still know only what was known then. */
    private static final Duration LATE = Duration.ofDays(2);

    private Observing() {}

    static Outcome judge(Known known, LocalDate observedOn, ZoneId zone) {
        Instant dayOver = observedOn.plusDays(1).atStartOfDay(zone).toInstant();
        if (known.knownAt().isAfter(dayOver.plus(LATE))) {
            return Outcome.KNOWN_LATER;
        }
        if (known.noticeGiven()) {
            return Outcome.NOTICE_GIVEN;
        }
        if (!known.liveBefore()) {
            return Outcome.LEFT_BEFORE;
        }
        if (known.liveAtEnd() || known.liveLater()) {
            return Outcome.STAYED;
        }
        return ended(known);
    }

    /** Who says whose will it was is believed; where nobody does, a failing payment tells. */
    private static Outcome ended(Known known) {
        String intent = known.end() == null ? null : known.end().endIntent();
        return switch (intent) {
            case null -> known.paymentFailing() ? Outcome.PAYMENT_FAILED : Outcome.LEFT;
            case "involuntary" -> Outcome.PAYMENT_FAILED;
            case "pause", "discount" -> Outcome.NO_END;
            default -> Outcome.LEFT;
        };
    }
}
