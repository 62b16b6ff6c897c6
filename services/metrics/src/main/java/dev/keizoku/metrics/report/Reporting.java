package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What amounts of several currencies are reported in.
 *
 * @param rates of the book's currencies; read once, when they are needed
 * @param others reads those of other currencies
 */
public record Reporting(Currency currency, Supplier<FxRates> rates, Function<Set<String>, FxRates> others) {

    public Reporting {
        rates = new Once(rates);
    }

    /** With rates that are known already. */
    public Reporting(Currency currency, Supplier<FxRates> rates) {
        this(currency, rates, any -> rates.get());
    }

    /** Rates that are kept once they have been read. */
    private static final class Once implements Supplier<FxRates> {
        private final Supplier<FxRates> read;
        private @Nullable FxRates known;

        Once(Supplier<FxRates> read) {
            this.read = read;
        }

        @Override
        public FxRates get() {
            FxRates rates = known;
            if (rates == null) {
                rates = read.get();
                known = rates;
            }
            return rates;
        }
    }

    /** The same for amounts that are not the book's. */
    public Reporting of(Set<String> currencies) {
        return new Reporting(currency, () -> others.apply(currencies), others);
    }

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
