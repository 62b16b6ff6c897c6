package dev.keizoku.health.override;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    private static final BigDecimal AT_RISK_CAP = BigDecimal.valueOf(20);
    private static final BigDecimal EARLY_WARNING_CAP = BigDecimal.valueOf(50);

    /** The score that nobody with this reason is above, unless whoever gives it says another; null for none. */
    @Nullable BigDecimal usualCap() {
        return switch (this) {
            case AT_RISK -> AT_RISK_CAP;
            case EARLY_WARNING -> EARLY_WARNING_CAP;
            case DATA_QUALITY, EXECUTIVE_INSIGHT, SEASONAL, RECOVERY, OTHER -> null;
        };
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
