package dev.keizoku.subscriptions.renewal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a renewal; one that was withdrawn had been renewed and was cancelled within its cooling-off period. */
enum RenewalOutcome {
    RENEWED,
    RENEWED_LOWER,
    LAPSED,
    WITHDRAWN;

    /**
     * The outcome of that name on the wire.
     *
     * @throws IllegalArgumentException with a sentence when there is none
     */
    @JsonCreator
    static RenewalOutcome of(String wire) {
        for (RenewalOutcome outcome : values()) {
            if (outcome.wire().equals(wire)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("Accepted: renewed, renewed_lower, lapsed, withdrawn.");
    }

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean renews() {
        return this == RENEWED || this == RENEWED_LOWER;
    }
}
