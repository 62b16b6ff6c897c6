package dev.keizoku.metrics.conversion;

import java.util.Locale;

/**
 * An account that began without paying.
 *
 * @param day epoch day on which it began, in the tenant's zone
 */
record SignUp(String account, int day) {

    /** What it began with. */
    enum Kind {
        TRIAL,
        FREE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
