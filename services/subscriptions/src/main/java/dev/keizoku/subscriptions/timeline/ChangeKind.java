package dev.keizoku.subscriptions.timeline;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of change a caller can ask for, in the order in which those of one instant are tried. */
public enum ChangeKind {
    TRIAL_START,
    FREE_START,
    START,
    RESUME,
    PAYMENT_RECOVERED,
    CHANGE_TERMS,
    REMOVE_DISCOUNT,
    APPLY_DISCOUNT,
    TRANSFER,
    RETRACT_CANCELLATION,
    SCHEDULE_CANCELLATION,
    PAYMENT_FAILED,
    PAUSE,
    CANCEL,
    END,
    USAGE_CHARGE;

    private static final String ACCEPTED =
            Arrays.stream(values()).map(ChangeKind::wire).sorted().collect(Collectors.joining(", "));

    /**
     * The kind of that name on the wire.
     *
     * @throws IllegalArgumentException with a sentence when there is none
     */
    @JsonCreator
    public static ChangeKind of(String wire) {
        for (ChangeKind kind : values()) {
            if (kind.wire().equals(wire)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("Accepted: " + ACCEPTED + ".");
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the kind can begin a subscription. */
    public boolean begins() {
        return this == START || this == TRIAL_START || this == FREE_START;
    }

    /** Whether the kind says what is subscribed to. */
    public boolean hasTerms() {
        return begins() || this == CHANGE_TERMS;
    }

    /** Whether the kind ends a subscription, now or later. */
    public boolean leaves() {
        return this == CANCEL || this == END || this == SCHEDULE_CANCELLATION;
    }
}
