package dev.keizoku.subscriptions.renewal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** When a renewal came, by the day it was due. */
enum Timing {
    EARLY,
    ON_TIME,
    LATE_IN_GRACE,
    LATE;

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
