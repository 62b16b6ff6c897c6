package dev.keizoku.health.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What measures speak of. A scorecard shares its weight among categories first, then among the measures of each. */
public enum MeasureCategory {
    /** Setting up and coming to a first value. */
    @JsonProperty("onboarding")
    ONBOARDING,
    /** How often and how lately. */
    @JsonProperty("usage")
    USAGE,
    /** Whether what matters is used, and what came of it. */
    @JsonProperty("value")
    VALUE,
    /** How many people and departments. */
    @JsonProperty("breadth")
    BREADTH,
    /** Beside what is usual for the account itself. */
    @JsonProperty("trend")
    TREND,
    /** The exchange with support. */
    @JsonProperty("support")
    SUPPORT,
    /** What its people say. */
    @JsonProperty("voice")
    VOICE,
    /** How close it is to those who look after it. */
    @JsonProperty("relationship")
    RELATIONSHIP;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
