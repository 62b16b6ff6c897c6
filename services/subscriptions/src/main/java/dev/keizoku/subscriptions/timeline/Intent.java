package dev.keizoku.subscriptions.timeline;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whose will an end is: the customer's, a payment's that failed, or that of a pause or a discount without end. */
public enum Intent {
    VOLUNTARY,
    INVOLUNTARY,
    PAUSE,
    DISCOUNT;

    /**
     * The intent of that name on the wire.
     *
     * @throws IllegalArgumentException with a sentence when there is none
     */
    @JsonCreator
    public static Intent of(String wire) {
        for (Intent intent : values()) {
            if (intent.wire().equals(wire)) {
                return intent;
            }
        }
        throw new IllegalArgumentException("Accepted: voluntary, involuntary, pause, discount.");
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
