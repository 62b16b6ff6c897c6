package dev.keizoku.health.score;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Why a score is what it is: a code that never changes, and how many points it gave or took.
 *
 * @param measure what speaks, null for a cap
 */
public record Reason(
        Code code, @Nullable MeasureScore measure, @Nullable Cap cap, BigDecimal effect) {

    /** The reasons there are. */
    public enum Code {
        LOGIN_FREQUENCY_LOW,
        LOGIN_FREQUENCY_HIGH,
        CORE_FEATURE_USE_LOW,
        CORE_FEATURE_USE_HIGH,
        SUPPORT_SILENT,
        SUPPORT_FLOOD,
        SUPPORT_STEADY,
        NPS_LOW,
        NPS_HIGH,
        NO_LOGIN_CAP,
        CORE_FEATURE_CAP,
        TOO_LITTLE_DATA;

        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
