package dev.keizoku.health.score;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How sure a score is. */
public enum Confidence {
    NORMAL,
    /** A good part of what should count is missing, or the scorecard uses only one kind of measure. */
    LOW,
    /** There is no score. */
    NONE;

    public static Confidence of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
