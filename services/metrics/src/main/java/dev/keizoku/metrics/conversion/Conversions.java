package dev.keizoku.metrics.conversion;

import dev.keizoku.metrics.lifetime.PaidHistory;

/**
 * What became of the sign-ups of one period.
 *
 * @param converted paid within the days they had
 * @param open still have days left
 * @param expired had their days and did not pay in them
 */
record Conversions(long converted, long open, long expired) {

    static final Conversions NONE = new Conversions(0, 0, 0);

    long signUps() {
        return converted + open + expired;
    }

    /**
     * With one more sign-up.
     *
     * @param paid the first day it paid, or {@link PaidHistory#NEVER}
     * @param within how many days it had: to pay on day N counts, the day after does not
     * @param tomorrow the first day of which nothing is known
     */
    Conversions plus(int day, int paid, int within, int tomorrow) {
        if (paid < tomorrow && paid <= day + within) {
            return new Conversions(converted + 1, open, expired);
        }
        return tomorrow <= day + within
                ? new Conversions(converted, open + 1, expired)
                : new Conversions(converted, open, expired + 1);
    }
}
