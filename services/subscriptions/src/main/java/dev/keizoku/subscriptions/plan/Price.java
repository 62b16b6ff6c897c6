package dev.keizoku.subscriptions.plan;

import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What one unit costs each billing interval.
 *
 * @param amount at least to the currency's minor unit, and to the last digit given: equal prices are equal objects
 * @param interval the unit of the billing interval
 * @param intervalCount how many units one interval has
 */
public record Price(Money amount, IntervalUnit interval, int intervalCount) {

    /** The longest interval, in units. */
    public static final int MAX_INTERVAL_COUNT = 1000;

    public Price {
        if (amount.amount().signum() < 0) {
            throw new IllegalArgumentException("A price is not negative.");
        }
        if (intervalCount < 1 || intervalCount > MAX_INTERVAL_COUNT) {
            throw new IllegalArgumentException("An interval has 1 to 1000 units.");
        }
        BigDecimal exact = amount.amount().stripTrailingZeros();
        int minorUnit = Math.max(0, amount.currency().getDefaultFractionDigits());
        amount = new Money(exact.setScale(Math.max(minorUnit, exact.scale())), amount.currency());
    }

    /** The amount of a year: 12 months, 52 weeks or 365 days of it. Exact but for intervals that do not divide those. */
    public BigDecimal annual() {
        return amount.amount()
                .multiply(BigDecimal.valueOf(interval.perYear()))
                .divide(BigDecimal.valueOf(intervalCount), MathContext.DECIMAL128);
    }

    /** Whether the billing interval is longer than another's. */
    public boolean longerThan(Price other) {
        return (long) intervalCount * other.interval.perYear() > (long) other.intervalCount * interval.perYear();
    }
}
