package dev.keizoku.metrics.report;

import java.math.BigDecimal;

/**
 * What a formula may ask for: one window of one group, in one currency.
 *
 * @param includeReactivation whether quick ratio and net churn count customers who came back
 */
record Figures(Tally counts, Tally amounts, int window, AmountScale scale, boolean includeReactivation) {

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

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
    MetricValue annual(long units) {
        return new MetricValue.Amount(scale.amount(units), BigDecimal.ONE);
    }

    /** A twelfth of an annualised amount. */
    MetricValue monthly(long units) {
        return monthly(units, 1);
    }

    /** The same, shared among a number of customers. */
    MetricValue monthly(long units, long among) {
        return among == 0
                ? MetricValue.UNDEFINED
                : new MetricValue.Amount(scale.amount(units), MONTHS.multiply(BigDecimal.valueOf(among)));
    }

    /** A share of the opening balance. */
    MetricValue ofOpening(long units) {
        return MetricValue.rate(units, openingBalance());
    }
}
