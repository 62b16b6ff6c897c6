package dev.keizoku.health.play;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.health.signal.RiskLevel;
import java.util.Locale;

/** How much a play takes: something to read, a talk with the person in charge, or the executives. */
public enum Tier {
    CONTENT,
    MEETING,
    EXECUTIVE;

    public static Tier of(RiskLevel level) {
        return switch (level) {
            case LOW -> CONTENT;
            case MEDIUM -> MEETING;
            case HIGH -> EXECUTIVE;
        };
    }

    public static Tier of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
