package dev.keizoku.metrics.report;

import java.math.BigDecimal;

/**
 * What a formula may ask for: one window of one group, in one currency.
 *
 * @param includeReactivation whether quick ratio and net churn count customers who came back
 */
record Figures(Tally counts, Tally amounts, int window, AmountScale scale, boolean includeReactivation) {

    private static final int MONTHS = 12;

    long opening(Stock stock) {
        return counts.opening(stock, window);
    }

    long closing(Stock stock) {
        return counts.closing(stock, window);
    }

    long customers(Flow flow) {
        return counts.customers(flow, window);
    }

    long openingBalance() {
        return amounts.opening(Stock.BALANCE, window);
    }

    long closingBalance() {
        return amounts.closing(Stock.BALANCE, window);
    }

    long closingGross() {
        return amounts.closing(Stock.GROSS, window);
    }

    long amount(Flow flow) {
        return amounts.amount(flow, window);
    }

    /** An annualised amount as it is. */
    Parts annual(long units) {
        return new Parts(scale.amount(units), null, 1);
    }

    /** A twelfth of an annualised amount. */
    Parts monthly(long units) {
        return new Parts(scale.amount(units), null, MONTHS);
    }

    /** The same, shared among a number of customers. */
    Parts monthly(long units, long among) {
        return new Parts(scale.amount(units), BigDecimal.valueOf(among), MONTHS);
    }

    /** One amount as a share of another. */
    Parts share(long units, long of) {
        return new Parts(scale.amount(units), scale.amount(of), 1);
    }

    /** A share of the opening balance. */
    Parts ofOpening(long units) {
        return share(units, openingBalance());
    }
}
