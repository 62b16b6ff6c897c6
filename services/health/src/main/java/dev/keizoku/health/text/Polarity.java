package dev.keizoku.health.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The attitude of a message as a whole. */
public enum Polarity {
    @JsonProperty("positive")
    POSITIVE,
    @JsonProperty("neutral")
    NEUTRAL,
    @JsonProperty("negative")
    NEGATIVE;

    /** Half an ordinary opinion word. */
    static final BigDecimal EDGE = new BigDecimal("0.5");

    /** What the weights of the evidence come to. */
    static Polarity of(BigDecimal sum) {
        if (sum.compareTo(EDGE) >= 0) {
            return POSITIVE;
        }
        return sum.negate().compareTo(EDGE) >= 0 ? NEGATIVE : NEUTRAL;
    }

    /** The same sum between -1 and 1: {@code sum / (1 + |sum|)}. */
    static BigDecimal score(BigDecimal sum) {
        return sum.divide(BigDecimal.ONE.add(sum.abs()), MathContext.DECIMAL64).setScale(4, RoundingMode.HALF_UP);
    }
}
