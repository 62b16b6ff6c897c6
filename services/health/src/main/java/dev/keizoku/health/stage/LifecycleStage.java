package dev.keizoku.health.stage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The four stages of an account's life. */
public enum LifecycleStage {
    /** No value yet, in its first 90 days. */
    @JsonProperty("onboarding")
    ONBOARDING,
    /** It uses the product, not yet at its best. */
    @JsonProperty("adoption")
    ADOPTION,
    /** It gets results from what it uses, and could use more. */
    @JsonProperty("expansion")
    EXPANSION,
    /** It decides soon whether it stays. */
    @JsonProperty("retention")
    RETENTION;

    public static LifecycleStage of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
