package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.function.Supplier;

/**
 * What amounts of several currencies are reported in.
 *
 * @param rates read when they are needed, which is seldom
 */
public record Reporting(Currency currency, Supplier<FxRates> rates) {

    /**
     * What one unit of a currency is worth on a day.
     *
     * @throws RateMissing when there is no rate of that day or an earlier one
     */
    public BigDecimal rate(String from, LocalDate day) {
        if (from.equals(currency.getCurrencyCode())) {
            return BigDecimal.ONE;
        }
        FxRates.Quote quote = rates.get().of(from, currency.getCurrencyCode(), day);
        if (quote == null) {
            throw new RateMissing(List.of(from, currency.getCurrencyCode()));
        }
        return quote.rate();
    }

    Valuation valuation(boolean constant) {
        return new Valuation(currency, rates.get(), constant);
    }
}
