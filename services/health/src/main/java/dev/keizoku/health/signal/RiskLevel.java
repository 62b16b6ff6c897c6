package dev.keizoku.health.signal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How likely leaving is, in three steps: who acts depends on it. */
public enum RiskLevel {
    LOW,
    MEDIUM,
    HIGH;

    @JsonCreator
    public static RiskLevel of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
