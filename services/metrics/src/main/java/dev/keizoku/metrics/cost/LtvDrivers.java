package dev.keizoku.metrics.cost;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What a change of lifetime value (ARPA x gross margin x lifetime) came from.
 *
 * <p>Each driver's part is the mean of its effect over every order in which the three could have changed, so the parts
 * add up to the change whatever happened first.
 */
public record LtvDrivers(BigDecimal arpa, BigDecimal grossMargin, BigDecimal lifetime) {

    private static final BigDecimal SIX = BigDecimal.valueOf(6);

    public static LtvDrivers of(LtvFactors before, LtvFactors after) {
        return new LtvDrivers(
                part(
                        before.arpa(),
                        after.arpa(),
                        before.grossMargin(),
                        after.grossMargin(),
                        before.lifetime(),
                        after.lifetime()),
                part(
                        before.grossMargin(),
                        after.grossMargin(),
                        before.arpa(),
                        after.arpa(),
                        before.lifetime(),
                        after.lifetime()),
                part(
                        before.lifetime(),
                        after.lifetime(),
                        before.arpa(),
                        after.arpa(),
                        before.grossMargin(),
                        after.grossMargin()));
    }

    /** A third of the effect with both others old, a third with both new, a sixth with either alone new. */
    private static BigDecimal part(
            BigDecimal from, BigDecimal to, BigDecimal b0, BigDecimal b1, BigDecimal c0, BigDecimal c1) {
        BigDecimal weight = b0.multiply(c0)
                .add(b1.multiply(c1))
                .multiply(BigDecimal.TWO)
                .add(b0.multiply(c1))
                .add(b1.multiply(c0));
        return to.subtract(from).multiply(weight).divide(SIX, MathContext.DECIMAL128);
    }
}
