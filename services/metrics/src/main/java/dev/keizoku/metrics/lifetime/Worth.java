package dev.keizoku.metrics.lifetime;

import dev.keizoku.metrics.report.AmountScale;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Turns balances by currency into one amount: what they are in the one currency there is, or in the reporting currency at
 * the rates of one day.
 *
 * @param currency null where there is no amount
 * @param rates by currency of the histories
 */
@SuppressWarnings("ArrayRecordComponent")
public record Worth(@Nullable Currency currency, AmountScale scale, BigDecimal[] rates) {

    public BigDecimal of(long[] balances) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < balances.length; i++) {
            if (balances[i] != 0) {
                sum = sum.add(scale.amount(balances[i]).multiply(rates[i]));
            }
        }
        return sum;
    }
}
