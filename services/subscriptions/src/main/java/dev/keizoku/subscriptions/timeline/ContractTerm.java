package dev.keizoku.subscriptions.timeline;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long a subscription is agreed for.
 *
 * @param endsAt the first instant that is no longer agreed
 * @param autoRenew whether it goes on unless somebody says no
 */
public record ContractTerm(Instant startsAt, Instant endsAt, boolean autoRenew) {

    public ContractTerm {
        startsAt = startsAt.truncatedTo(ChronoUnit.MICROS);
        endsAt = endsAt.truncatedTo(ChronoUnit.MICROS);
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("A term ends after it starts.");
        }
    }
}
