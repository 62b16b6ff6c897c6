package dev.keizoku.metrics.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the movements of a period are read. */
public enum Basis {
    /** Sums the daily movements: an upgrade and a downgrade on different days both show. */
    LEDGER,
    /** Compares each customer's balances at the ends of the period, and looks at nothing between. */
    ENDPOINTS;

    static Basis of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Basis::wireName).toList();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
