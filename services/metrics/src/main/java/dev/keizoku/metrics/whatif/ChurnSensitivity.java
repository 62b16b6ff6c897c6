package dev.keizoku.metrics.whatif;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Revenue added up over a number of months from a base that nobody joins, at one churn and at another.
 *
 * <p>That one point of churn costs "about a year of revenue in five" holds near 1 to 2 percent a month (10.2 months); from
 * 3 to 4 it is 5.1, and of a yearly churn about a tenth of a year. The basis of the rate decides.
 *
 * @param before in months of today's revenue
 * @param after the same at the other churn
 */
record ChurnSensitivity(BigDecimal before, BigDecimal after) {

    private static final MathContext PRECISION = MathContext.DECIMAL128;

    /** What a churn rate is of. */
    enum Basis {
        MONTH,
        YEAR;

        /** The same churn by the month, compounded. */
        BigDecimal monthly(BigDecimal churn) {
            return switch (this) {
                case MONTH -> churn;
                case YEAR -> BigDecimal.valueOf(1 - Math.pow(1 - churn.doubleValue(), 1.0 / 12));
            };
        }
    }

    static ChurnSensitivity of(BigDecimal churn, BigDecimal otherChurn, int months, Basis basis) {
        return new ChurnSensitivity(added(basis.monthly(churn), months), added(basis.monthly(otherChurn), months));
    }

    BigDecimal lost() {
        return before.subtract(after);
    }

    /** The sum of (1 - churn)^t over the months, the first of which is whole. */
    private static BigDecimal added(BigDecimal churn, int months) {
        if (churn.signum() == 0) {
            return BigDecimal.valueOf(months);
        }
        BigDecimal left = BigDecimal.ONE.subtract(churn).pow(months, PRECISION);
        return BigDecimal.ONE.subtract(left).divide(churn, PRECISION);
    }
}
