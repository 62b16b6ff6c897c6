package dev.keizoku.metrics.report;

import java.util.Currency;

/**
 * Amounts of all currencies, in one.
 *
 * @param reporting the currency they are valued in
 * @param constant whether everything of a period is valued at the rates of its last day, instead of each balance and each
 *     movement at those of its own
 */
public record Valuation(Currency reporting, FxRates rates, boolean constant) {}
