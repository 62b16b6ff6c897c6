package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many decimals a tenant's annualised amounts are kept at as whole numbers.
 *
 * <p>As many as they need, up to twelve; fewer only where the sum of everything would otherwise pass eighteen digits. No
 * sum over a book can overflow.
 */
public record AmountScale(int decimals, BigDecimal limit) {

    private static final int MOST = 12;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1L << 61);

    /**
     * The scale that holds a tenant's amounts.
     *
     * @param needed the most decimals any amount has
     * @param moved the sum of the sizes of all movements
     */
    static AmountScale of(int needed, BigDecimal moved) {
        int decimals = Math.clamp(needed, 0, MOST);
        while (decimals > 0 && moved.movePointRight(decimals).compareTo(LARGEST) >= 0) {
            decimals--;
        }
        return new AmountScale(decimals, LARGEST.movePointLeft(decimals));
    }

    long units(BigDecimal amount) {
        return amount.setScale(decimals, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    }

    public BigDecimal amount(long units) {
        return BigDecimal.valueOf(units, decimals);
    }

    /** Whether an amount can be added to a book of this scale without losing a digit. */
    boolean holds(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() <= decimals || decimals == MOST;
    }
}
