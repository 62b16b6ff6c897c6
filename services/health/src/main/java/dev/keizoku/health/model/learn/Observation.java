package dev.keizoku.health.model.learn;

import java.time.LocalDate;

/**
 * One account on one day, and what became of it.
 *
 * @param on the day at whose end the values were known
 * @param until the first day after the interval in which it left or stayed
 * @param treated whether somebody acted on the account at that time
 */
public record Observation(
        String accountId, LocalDate on, LocalDate until, Values values, boolean left, boolean treated) {

    public Observation {
        if (!on.isBefore(until)) {
            throw new IllegalArgumentException(
                    "An observation is followed by an interval, and %s by none until %s.".formatted(on, until));
        }
    }
}
