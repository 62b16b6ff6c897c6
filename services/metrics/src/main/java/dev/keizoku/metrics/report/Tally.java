package dev.keizoku.metrics.report;

import java.util.Arrays;

/** Everything the metrics of one group and currency are made of, per window. */
final class Tally {

    private final long[][] stocks;
    private final long[][] openings;
    private final long[][] amounts;
    private final long[][] customers;
    private boolean summed;
    private boolean touched;

    Tally(int windows) {
        this.stocks = new long[Stock.values().length][windows + 1];
        this.openings = stocks;
        this.amounts = new long[Flow.values().length][windows];
        this.customers = new long[Flow.values().length][windows];
    }

    /** Of amounts that are known already: a window's opening need not be the closing of the one before. */
    private Tally(long[][] openings, long[][] closings, long[][] amounts, long[][] customers) {
        this.openings = openings;
        this.stocks = closings;
        this.amounts = amounts;
        this.customers = customers;
        this.summed = true;
        this.touched = true;
    }

    /**
     * A tally of amounts that are known already, by stock or flow and window.
     *
     * @param closings shifted by one: the closing of window 0 is at 1
     */
    static Tally known(long[][] openings, long[][] closings, long[][] amounts) {
        return new Tally(openings, closings, amounts, new long[Flow.values().length][amounts[0].length]);
    }

    /** This tally of native amounts and another's of other customers, added ({@code sign} 1) or taken away (-1). */
    Tally plus(Tally other, int sign) {
        long[][] levels = plus(stocks(), other.stocks(), sign);
        return new Tally(levels, levels, plus(amounts, other.amounts, sign), plus(customers, other.customers, sign));
    }

    private static long[][] plus(long[][] one, long[][] other, int sign) {
        long[][] sums = new long[one.length][];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = one[i].clone();
            for (int w = 0; w < sums[i].length; w++) {
                sums[i][w] += sign * other[i][w];
            }
        }
        return sums;
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
        stocks();
        return openings[stock.ordinal()][window];
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

    /** What the balance changed by without a movement: what rates did to it. */
    long fx(int window) {
        return closing(Stock.BALANCE, window)
                - opening(Stock.BALANCE, window)
                - amount(Flow.NEW, window)
                - amount(Flow.REACTIVATION, window)
                - amount(Flow.EXPANSION, window)
                + amount(Flow.CONTRACTION, window)
                + amount(Flow.CHURN, window);
    }

    boolean hasAmounts() {
        return nonZero(stocks()[Stock.BALANCE.ordinal()])
                || nonZero(stocks[Stock.GROSS.ordinal()])
                || Arrays.stream(amounts).anyMatch(Tally::nonZero);
    }

    boolean isEmpty() {
        return !touched || Arrays.stream(stocks()).noneMatch(Tally::nonZero) && !hasAmounts();
    }

    private static boolean nonZero(long[] values) {
        return Arrays.stream(values).anyMatch(value -> value != 0);
    }

    /** The moves, added up to levels, once all of them are in; from then on nothing may change it. */
    long[][] stocks() {
        if (!summed) {
            for (long[] stock : stocks) {
                Arrays.parallelPrefix(stock, Long::sum);
            }
            summed = true;
        }
        return stocks;
    }
}
