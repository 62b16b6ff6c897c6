package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A figure before it is rounded. Amounts and rates stay fractions, so that rounding happens once, on output. */
public sealed interface MetricValue {

    MetricValue UNDEFINED = new Undefined();

    /** An amount of money. */
    record Amount(BigDecimal numerator, BigDecimal denominator) implements MetricValue {

        public BigDecimal rounded(int scale) {
            return numerator.divide(denominator, scale, RoundingMode.HALF_UP);
        }
    }

    /** A share: 0.95, not 95. */
    record Rate(BigDecimal numerator, BigDecimal denominator) implements MetricValue {

        private static final int SCALE = 12;

        public BigDecimal rounded() {
            BigDecimal rounded =
                    numerator.divide(denominator, SCALE, RoundingMode.HALF_UP).stripTrailingZeros();
            return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
        }

        public boolean isNegative() {
            return numerator.signum() * denominator.signum() < 0;
        }
    }

    record Count(long value) implements MetricValue {}

    /** What has no answer, such as a rate of nothing. Never 0. */
    record Undefined() implements MetricValue {}

    /** A rate, undefined where there is nothing to take it of. */
    static MetricValue rate(BigDecimal numerator, BigDecimal denominator) {
        return denominator.signum() == 0 ? UNDEFINED : new Rate(numerator, denominator);
    }

    static MetricValue rate(long numerator, long denominator) {
        return rate(BigDecimal.valueOf(numerator), BigDecimal.valueOf(denominator));
    }
}
