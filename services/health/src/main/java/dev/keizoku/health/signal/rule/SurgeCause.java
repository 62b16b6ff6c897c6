package dev.keizoku.health.signal.rule;

import dev.keizoku.health.signal.SignalSettings;
import java.math.BigDecimal;

/** What most likely made use jump: evidence, no verdict. The factor says how much of a sign of leaving it is. */
enum SurgeCause {
    /** More people with new seats. */
    HEALTHY_GROWTH("0"),
    /** Listing problems and limits before cancelling is proposed inside the company. */
    INTERNAL_CASE("1"),
    /** Trying one's own case beside another product. */
    COMPETITOR_COMPARISON("1"),
    /** A short sweep over everything: moving away, or moving in. */
    MIGRATION_EVALUATION("0.8"),
    /** One technical user, one feature. */
    AUTOMATION("0.2"),
    /** Nothing of this. */
    UNEXPLAINED("0.6");

    private final BigDecimal factor;

    SurgeCause(String factor) {
        this.factor = new BigDecimal(factor);
    }

    double factor() {
        return factor.doubleValue();
    }

    /** Whether a migration leads onto us or away. */
    enum Direction {
        INBOUND,
        OUTBOUND,
        UNKNOWN
    }

    /** How many times the usual it is. */
    enum Size {
        MARKED,
        STRONG,
        EXTREME;

        static Size of(double ratio, SignalSettings.Setting setting) {
            if (ratio >= setting.at("extreme_ratio")) {
                return EXTREME;
            }
            return ratio >= setting.at("strong_ratio") ? STRONG : MARKED;
        }

        double severity() {
            return switch (this) {
                case MARKED -> 0.5;
                case STRONG -> 0.8;
                case EXTREME -> 1;
            };
        }
    }
}
