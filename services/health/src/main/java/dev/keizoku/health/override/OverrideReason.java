package dev.keizoku.health.override;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Why somebody knows more than the measures do. */
enum OverrideReason {
    @JsonProperty("at_risk")
    AT_RISK,
    @JsonProperty("early_warning")
    EARLY_WARNING,
    @JsonProperty("data_quality")
    DATA_QUALITY,
    @JsonProperty("executive_insight")
    EXECUTIVE_INSIGHT,
    @JsonProperty("seasonal")
    SEASONAL,
    @JsonProperty("recovery")
    RECOVERY,
    @JsonProperty("other")
    OTHER;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
