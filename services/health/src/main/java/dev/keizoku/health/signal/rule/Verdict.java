package dev.keizoku.health.signal.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/** What a rule says of an account. */
sealed interface Verdict {

    /** The sign is not there. */
    Verdict QUIET = new Quiet();

    /** Too little is known to say: what was found before stands. */
    Verdict UNKNOWN = new Unknown();

    /** The sign is there. */
    record Fires(BigDecimal severity, Evidence evidence, LocalDate seenOn) implements Verdict {}

    /** See {@link #QUIET}. */
    record Quiet() implements Verdict {}

    /** See {@link #UNKNOWN}. */
    record Unknown() implements Verdict {}

    static Verdict fires(double severity, Evidence evidence, LocalDate seenOn) {
        double bounded = Math.clamp(severity, 0, 1);
        return new Fires(BigDecimal.valueOf(bounded).setScale(4, RoundingMode.HALF_UP), evidence, seenOn);
    }

    /** One less the other at six decimals, so that 0.35 less 0.2 reaches a threshold of 0.15. */
    static double difference(double one, double other) {
        return BigDecimal.valueOf(one - other).setScale(6, RoundingMode.HALF_UP).doubleValue();
    }

    /** A severity that rises in a straight line from one point to another, and is level beyond both. */
    static double ramp(double value, double from, double low, double to, double high) {
        if (from == to) {
            return value < from ? low : high;
        }
        double way = Math.clamp((value - from) / (to - from), 0, 1);
        return low + way * (high - low);
    }
}
