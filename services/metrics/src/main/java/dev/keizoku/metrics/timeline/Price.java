package dev.keizoku.metrics.timeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * What one unit costs each billing interval, in the currency it is billed in and without tax.
 *
 * @param count how many units of time one interval has: a quarter is 3 months
 */
public record Price(BigDecimal amount, Currency currency, IntervalUnit unit, int count) {

    private static final int SCALE = 12;

    public Price {
        if (count < 1) {
            throw new UnreadableFact("A billing interval of " + count + " units has no yearly value.");
        }
    }

    /**
     * The value of a year at this price, never below zero.
     *
     * <p>Exact for every interval that divides a year evenly; any other is divided once, here, at twelve decimals.
     */
    public BigDecimal annual(BigDecimal quantity) {
        return yearly(amount.multiply(quantity));
    }

    /** The value of a year of an amount that falls due each billing interval, never below zero. */
    public BigDecimal yearly(BigDecimal eachInterval) {
        BigDecimal yearly = eachInterval.multiply(unit.perYear()).max(BigDecimal.ZERO);
        if (count == 1) {
            return yearly;
        }
        BigDecimal divisor = BigDecimal.valueOf(count);
        int scale = Math.max(SCALE, yearly.scale());
        return yearly.divide(divisor, scale, RoundingMode.HALF_UP);
    }

    /** The billing interval as the dimension of that name shows it: {@code 1-month}. */
    public String interval() {
        return count + "-" + unit.wireName();
    }
}
