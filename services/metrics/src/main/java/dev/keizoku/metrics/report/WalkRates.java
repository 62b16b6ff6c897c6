package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rates of one walk: of each currency of the book, on the days that matter. */
final class WalkRates {

    private final Valuation valuation;
    private final Currencies currencies;
    private final Windows windows;
    private final AmountScale scale;
    /** By currency and day from the one before the first window on; found out when first asked for. */
    private final FxRates.@Nullable Quote[][] quotes;

    private boolean filled;

    WalkRates(Valuation valuation, Currencies currencies, Windows windows, AmountScale scale) {
        this.valuation = valuation;
        this.currencies = currencies;
        this.windows = windows;
        this.scale = scale;
        this.quotes = new FxRates.Quote[currencies.size()][windows.last() - windows.first() + 1];
    }

    /** An opening balance: at the rate of the day before the window, or of its last day. */
    BigDecimal opening(int currency, long units, int window) {
        return valuation.constant() ? closing(currency, units, window) : at(currency, units, windows.edge(window) - 1);
    }

    /** A closing balance. */
    BigDecimal closing(int currency, long units, int window) {
        return at(currency, units, windows.edge(window + 1) - 1);
    }

    /** A movement on a day of a window. */
    BigDecimal movement(int currency, long units, int window, int day) {
        return valuation.constant() ? closing(currency, units, window) : at(currency, units, day);
    }

    boolean constant() {
        return valuation.constant();
    }

    /** Whether any rate that was used is that of an earlier day. */
    boolean filled() {
        return filled;
    }

    String reporting() {
        return valuation.reporting().getCurrencyCode();
    }

    private BigDecimal at(int currency, long units, int day) {
        if (units == 0) {
            return BigDecimal.ZERO;
        }
        FxRates.Quote quote = quote(currency, day);
        filled |= quote.filled();
        return scale.amount(units).multiply(quote.rate());
    }

    private FxRates.Quote quote(int currency, int day) {
        int index = day - windows.first() + 1;
        FxRates.Quote quote = quotes[currency][index];
        if (quote == null) {
            quote = valuation.rates().of(currencies.code(currency), reporting(), LocalDate.ofEpochDay(day));
            if (quote == null) {
                List<String> named = new ArrayList<>(List.of(currencies.code(currency), reporting()));
                throw new RateMissing(named);
            }
            quotes[currency][index] = quote;
        }
        return quote;
    }
}
