package dev.keizoku.health.model;

import java.util.Locale;

/** What became of an account that was observed, or why it is nothing to learn from. */
enum Outcome {
    STAYED,
    LEFT,
    /** Its score was computed with what was learned later. */
    KNOWN_LATER,
    /** It had given notice already: what it did then is no sign but a consequence. */
    NOTICE_GIVEN,
    /** It left between the observation and the month. */
    LEFT_BEFORE,
    /** It left while a payment was failing: not its own will. */
    PAYMENT_FAILED,
    /** Its end was a pause or a discount, as who ended it said. */
    NO_END;

    /** Whether a model may learn from it. */
    boolean counts() {
        return this == STAYED || this == LEFT;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
