package dev.keizoku.health.score;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a score means for the people who look after the account. */
public enum Band {
    GREEN,
    YELLOW,
    RED,
    /** Too little is known to say. */
    UNKNOWN;

    public static Band of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
