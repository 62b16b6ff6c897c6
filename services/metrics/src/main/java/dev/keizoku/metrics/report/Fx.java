package dev.keizoku.metrics.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** At which rates retention is valued. */
enum Fx {
    /** Both ends of a period at the rates of its last day. */
    CONSTANT,
    /** Each balance and each movement at the rates of its own day. */
    AS_REPORTED;

    static Fx of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Fx::wireName).toList();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
