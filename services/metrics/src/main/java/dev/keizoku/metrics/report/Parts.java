package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a figure is made of: exact sums over customers, not divided yet. The parts of a figure's customers add up to the
 * parts of the figure.
 *
 * @param denominator null where the figure is the numerator alone
 * @param divisor divides either: 12 turns what is committed for a year into a month's
 */
public record Parts(BigDecimal numerator, @Nullable BigDecimal denominator, int divisor) {

    public static final Parts NOTHING = new Parts(BigDecimal.ZERO, null, 1);

    static Parts count(long number) {
        return new Parts(BigDecimal.valueOf(number), null, 1);
    }

    public static Parts share(long of, long all) {
        return new Parts(BigDecimal.valueOf(of), BigDecimal.valueOf(all), 1);
    }

    /** The sum of two parts of one figure. */
    public Parts plus(Parts other) {
        BigDecimal both = denominator == null || other.denominator == null ? null : denominator.add(other.denominator);
        return new Parts(numerator.add(other.numerator), both, divisor);
    }

    public boolean isNothing() {
        return numerator.signum() == 0 && (denominator == null || denominator.signum() == 0);
    }

    /** The figure; undefined where there is nothing to divide by. */
    public MetricValue value(Metric.Unit unit) {
        if (denominator != null && denominator.signum() == 0) {
            return MetricValue.UNDEFINED;
        }
        BigDecimal below = (denominator == null ? BigDecimal.ONE : denominator).multiply(BigDecimal.valueOf(divisor));
        return switch (unit) {
            case MONEY -> new MetricValue.Amount(numerator, below);
            case RATE -> MetricValue.rate(numerator, below);
            case COUNT -> new MetricValue.Count(numerator.longValueExact());
        };
    }
}
