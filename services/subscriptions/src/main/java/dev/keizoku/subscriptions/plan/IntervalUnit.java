package dev.keizoku.subscriptions.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The unit a price recurs in. */
public enum IntervalUnit {
    DAY(365),
    WEEK(52),
    MONTH(12),
    YEAR(1);

    private final int perYear;

    IntervalUnit(int perYear) {
        this.perYear = perYear;
    }

    int perYear() {
        return perYear;
    }

    /**
     * The unit of that name on the wire.
     *
     * @throws IllegalArgumentException with a sentence when there is none
     */
    @JsonCreator
    public static IntervalUnit of(String wire) {
        for (IntervalUnit unit : values()) {
            if (unit.wire().equals(wire)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("Accepted: day, week, month, year.");
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
