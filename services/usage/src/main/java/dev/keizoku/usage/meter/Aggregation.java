package dev.keizoku.usage.meter;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How the events of a window become one number. */
enum Aggregation {
    COUNT("COUNT"),
    SUM("SUM"),
    MIN("MIN"),
    MAX("MAX"),
    /** What the latest event said: for gauges, such as seats or storage. */
    LAST("LATEST"),
    UNIQUE_USERS("UNIQUE_COUNT");

    private final String openMeter;

    Aggregation(String openMeter) {
        this.openMeter = openMeter;
    }

    /** What OpenMeter calls it. */
    String openMeter() {
        return openMeter;
    }

    /** Whether it looks at a value at all. */
    boolean ofValues() {
        return switch (this) {
            case SUM, MIN, MAX, LAST -> true;
            case COUNT, UNIQUE_USERS -> false;
        };
    }

    /** Whether nothing happening is 0; otherwise it is not known. */
    boolean zeroWithoutEvents() {
        return switch (this) {
            case COUNT, SUM, UNIQUE_USERS -> true;
            case MIN, MAX, LAST -> false;
        };
    }

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Aggregation of(String wire) {
        return Arrays.stream(values())
                .filter(one -> one.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Accepted: count, sum, min, max, last, unique_users."));
    }
}
