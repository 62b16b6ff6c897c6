package dev.keizoku.metrics.cost;

import dev.keizoku.metrics.report.MetricValue;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** An exact fraction; null stands for what is not known, and whatever is made of it is not known either. */
public record Ratio(BigDecimal numerator, BigDecimal denominator) {

    public static Ratio of(BigDecimal value) {
        return new Ratio(value, BigDecimal.ONE);
    }

    public static Ratio of(long value) {
        return of(BigDecimal.valueOf(value));
    }

    public static @Nullable Ratio of(MetricValue value) {
        return switch (value) {
            case MetricValue.Amount amount -> new Ratio(amount.numerator(), amount.denominator());
            case MetricValue.Rate rate -> new Ratio(rate.numerator(), rate.denominator());
            case MetricValue.Count count -> of(count.value());
            case MetricValue.Undefined undefined -> null;
        };
    }

    public static @Nullable Ratio product(@Nullable Ratio left, @Nullable Ratio right) {
        return left == null || right == null
                ? null
                : new Ratio(left.numerator.multiply(right.numerator), left.denominator.multiply(right.denominator));
    }

    /** Null where there is nothing to divide by. */
    public static @Nullable Ratio quotient(@Nullable Ratio left, @Nullable Ratio right) {
        return left == null || right == null || right.numerator.signum() == 0
                ? null
                : product(left, new Ratio(right.denominator, right.numerator));
    }

    public static @Nullable Ratio sum(@Nullable Ratio left, @Nullable Ratio right) {
        return left == null || right == null
                ? null
                : new Ratio(
                        left.numerator.multiply(right.denominator).add(right.numerator.multiply(left.denominator)),
                        left.denominator.multiply(right.denominator));
    }

    public static MetricValue amount(@Nullable Ratio ratio) {
        return ratio == null ? MetricValue.UNDEFINED : new MetricValue.Amount(ratio.numerator, ratio.denominator);
    }

    public static MetricValue rate(@Nullable Ratio ratio) {
        return ratio == null ? MetricValue.UNDEFINED : new MetricValue.Rate(ratio.numerator, ratio.denominator);
    }

    public Ratio negated() {
        return new Ratio(numerator.negate(), denominator);
    }

    /** As a decimal, to 34 digits. */
    public BigDecimal value() {
        return numerator.divide(denominator, MathContext.DECIMAL128);
    }

    public boolean isZero() {
        return numerator.signum() == 0;
    }
}
