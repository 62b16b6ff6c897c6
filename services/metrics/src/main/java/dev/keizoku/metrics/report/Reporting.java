package dev.keizoku.metrics.report;

import java.util.Currency;
import java.util.function.Supplier;

/**
 * What amounts of several currencies are reported in.
 *
 * @param rates read when they are needed, which is seldom
 */
public record Reporting(Currency currency, Supplier<FxRates> rates) {

    Valuation valuation(boolean constant) {
        return new Valuation(currency, rates.get(), constant);
    }
}
