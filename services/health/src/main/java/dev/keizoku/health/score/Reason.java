package dev.keizoku.health.score;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Why a score is what it is: a code that never changes, and how many points it gave or took.
 *
 * @param measure what speaks, null for a rule and for what somebody has set
 */
public record Reason(
        String code,
        @Nullable MeasureScore measure,
        @Nullable Cap cap,
        @Nullable ManualOverride override,
        BigDecimal effect) {

    public static final String TOO_LITTLE_DATA = "too_little_data";
    public static final String MANUAL_OVERRIDE = "manual_override";

    static Reason of(MeasureScore measure, String code, BigDecimal effect) {
        return new Reason(code, measure, null, null, effect);
    }

    static Reason of(Cap cap, BigDecimal effect) {
        return new Reason(
                switch (cap.rule()) {
                    case NO_LOGIN_DAYS -> "no_login_cap";
                    case CORE_FEATURE_SHARE -> "core_feature_cap";
                    case CANCELLATION_NOTICE -> "cancellation_cap";
                    case URGENT_TICKET_DAYS -> "urgent_ticket_cap";
                },
                null,
                cap,
                null,
                effect);
    }

    static Reason of(ManualOverride override, BigDecimal effect) {
        return new Reason(MANUAL_OVERRIDE, null, null, override, effect);
    }

    static Reason tooLittleData() {
        return new Reason(TOO_LITTLE_DATA, null, null, null, BigDecimal.ZERO);
    }
}
