package dev.keizoku.health.play;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What came of a play, as those say who did it. */
enum Outcome {
    IMPROVED,
    RETAINED,
    EXPANDED,
    NO_CHANGE,
    NO_RESPONSE,
    LOST,
    OTHER;

    @JsonValue
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
