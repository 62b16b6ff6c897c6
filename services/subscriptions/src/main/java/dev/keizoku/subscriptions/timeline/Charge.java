package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What was charged for what was used in a period of service.
 *
 * @param periodEnd the first instant after the period
 */
public record Charge(Money amount, Instant periodStart, Instant periodEnd) {

    public Charge {
        periodStart = periodStart.truncatedTo(ChronoUnit.MICROS);
        periodEnd = periodEnd.truncatedTo(ChronoUnit.MICROS);
        if (!periodEnd.isAfter(periodStart)) {
            throw new IllegalArgumentException("A period ends after it starts.");
        }
        if (amount.amount().signum() < 0) {
            throw new IllegalArgumentException("A charge is not negative.");
        }
        amount = Quantities.canonical(amount);
    }
}
