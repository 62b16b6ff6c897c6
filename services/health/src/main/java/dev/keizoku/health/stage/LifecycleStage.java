package dev.keizoku.health.stage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The four stages of an account's life. */
public enum LifecycleStage {
    /** No value yet, in its first 90 days. */
    ONBOARDING,
    /** It uses the product, not yet at its best. */
    ADOPTION,
    /** It gets results from what it uses, and could use more. */
    EXPANSION,
    /** It decides soon whether it stays. */
    RETENTION;

    @JsonCreator
    public static LifecycleStage of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
