package dev.keizoku.metrics.report;

import java.util.Arrays;

/** Everything the metrics of one group and currency are made of, per window. */
final class Tally {

    private final long[][] stocks;
    private final long[][] amounts;
    private final long[][] customers;
    private boolean summed;
    private boolean touched;

    Tally(int windows) {
        this.stocks = new long[Stock.values().length][windows + 1];
        this.amounts = new long[Flow.values().length][windows];
        this.customers = new long[Flow.values().length][windows];
    }

    /** Moves a stock from the end of a window on; -1 is before the first. */
    void move(Stock stock, int window, long by) {
        stocks[stock.ordinal()][window + 1] += by;
        touched |= by != 0;
    }

    void amount(Flow flow, int window, long by) {
        amounts[flow.ordinal()][window] += by;
    }

    void customer(Flow flow, int window) {
        customers[flow.ordinal()][window]++;
    }

    long opening(Stock stock, int window) {
        return stocks()[stock.ordinal()][window];
    }

    long closing(Stock stock, int window) {
        return stocks()[stock.ordinal()][window + 1];
    }

    long amount(Flow flow, int window) {
        return amounts[flow.ordinal()][window];
    }

    long customers(Flow flow, int window) {
        return customers[flow.ordinal()][window];
    }

    boolean hasAmounts() {
        return nonZero(stocks()[Stock.BALANCE.ordinal()])
                || Arrays.stream(amounts).anyMatch(Tally::nonZero);
    }

    boolean isEmpty() {
        return !touched || Arrays.stream(stocks()).noneMatch(Tally::nonZero) && !hasAmounts();
    }

    private static boolean nonZero(long[] values) {
        return Arrays.stream(values).anyMatch(value -> value != 0);
    }

    /** The moves, added up to levels, once all of them are in. */
    private long[][] stocks() {
        if (!summed) {
            for (long[] stock : stocks) {
                Arrays.parallelPrefix(stock, Long::sum);
            }
            summed = true;
        }
        return stocks;
    }
}
