package dev.keizoku.subscriptions.timeline;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How long a discount lasts: for one invoice, until some time, or for good. */
public enum DiscountDuration {
    ONCE,
    REPEATING,
    FOREVER;

    /**
     * The duration of that name on the wire.
     *
     * @throws IllegalArgumentException with a sentence when there is none
     */
    @JsonCreator
    public static DiscountDuration of(String wire) {
        for (DiscountDuration duration : values()) {
            if (duration.wire().equals(wire)) {
                return duration;
            }
        }
        throw new IllegalArgumentException("Accepted: once, repeating, forever.");
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
