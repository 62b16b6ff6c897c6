package dev.keizoku.health.signal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Signs of one family tell the same story: of each only the strongest counts for the risk. */
public enum SignalFamily {
    USAGE,
    VOICE,
    SPREAD,
    RELATIONSHIP,
    COMMERCIAL,
    ONBOARDING;

    @JsonCreator
    public static SignalFamily of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
