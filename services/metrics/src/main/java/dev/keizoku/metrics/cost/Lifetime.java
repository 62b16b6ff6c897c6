package dev.keizoku.metrics.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** How many months a customer is expected to pay at a constant monthly churn. */
public final class Lifetime {

    private static final MathContext PRECISION = MathContext.DECIMAL128;

    private Lifetime() {}

    /**
     * 1 / churn; over at most a horizon, (1 - (1 - churn)^horizon) / churn, which at zero churn is the horizon itself.
     *
     * @param horizon in months; 0 for none, and then zero churn has no answer
     */
    public static @Nullable Ratio inMonths(@Nullable Ratio churn, int horizon) {
        if (churn == null) {
            return null;
        }
        if (horizon == 0) {
            return Ratio.quotient(Ratio.of(1), churn);
        }
        if (churn.isZero()) {
            return Ratio.of(horizon);
        }
        BigDecimal rate = churn.numerator().divide(churn.denominator(), PRECISION);
        BigDecimal left = BigDecimal.ONE.subtract(rate).pow(horizon, PRECISION);
        return new Ratio(BigDecimal.ONE.subtract(left), rate);
    }
}
