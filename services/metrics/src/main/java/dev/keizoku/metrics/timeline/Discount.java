package dev.keizoku.metrics.timeline;

import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is taken off a subscription's price for a while.
 *
 * @param percentOff a share, 0.2 for 20 %; null where an amount is taken off
 * @param amountOff for each billing interval of the main price; null where a share is taken off
 * @param until when it runs out, if that is known
 */
public record Discount(
        String id,
        @Nullable BigDecimal percentOff,
        @Nullable Money amountOff,
        Duration duration,
        @Nullable Instant until) {

    /** How long it is given for. */
    public enum Duration {
        /** One invoice, and so nothing that recurs. */
        ONCE,
        REPEATING,
        FOREVER;

        /**
         * The duration of that wire name.
         *
         * @throws UnreadableFact when there is none
         */
        public static Duration of(String name) {
            for (Duration duration : values()) {
                if (duration.wireName().equals(name)) {
                    return duration;
                }
            }
            throw new UnreadableFact("Discounts have no duration '" + name + "'.");
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Discount {
        if (percentOff != null && (percentOff.signum() < 0 || percentOff.compareTo(BigDecimal.ONE) > 0)) {
            throw new UnreadableFact("A discount takes off a share from 0 to 1, not " + percentOff + ".");
        }
    }

    /** Whether it still holds: the instant it runs out is the first without it. */
    public boolean holdsAt(Instant instant) {
        return until == null || until.isAfter(instant);
    }
}
