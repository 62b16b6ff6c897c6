package dev.keizoku.health.measure;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The inputs of a health score, in the order they are listed. */
public enum MeasureKey {
    @JsonProperty("login_frequency")
    LOGIN_FREQUENCY("login_frequency", "usage", "active days in 28", false),
    @JsonProperty("core_feature_use")
    CORE_FEATURE_USE("core_feature_use", "value", "share of the plan's core features used in 28 days", false),
    @JsonProperty("support_enquiries")
    SUPPORT_ENQUIRIES("support_enquiries", "voice", "tickets in 28 days", false),
    @JsonProperty("nps")
    NPS("nps", "voice", "net promoter score of the last 180 days", true);

    private final String key;
    private final String category;
    private final String unit;
    private final boolean qualitative;

    MeasureKey(String key, String category, String unit, boolean qualitative) {
        this.key = key;
        this.category = category;
        this.unit = unit;
        this.qualitative = qualitative;
    }

    public String key() {
        return key;
    }

    public String category() {
        return category;
    }

    public String unit() {
        return unit;
    }

    /** Whether it is what people said rather than what was counted. */
    public boolean qualitative() {
        return qualitative;
    }

    @Override
    public String toString() {
        return key;
    }
}
