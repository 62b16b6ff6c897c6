package dev.keizoku.subscriptions.renewal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is meant to become of a renewal. */
enum RenewalIntent {
    RENEW,
    CANCEL,
    UNDECIDED;

    /**
     * The intent of that name on the wire.
     *
     * @throws IllegalArgumentException with a sentence when there is none
     */
    @JsonCreator
    static RenewalIntent of(String wire) {
        for (RenewalIntent intent : values()) {
            if (intent.wire().equals(wire)) {
                return intent;
            }
        }
        throw new IllegalArgumentException("Accepted: renew, cancel, undecided.");
    }

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
