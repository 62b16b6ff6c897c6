package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns what a walk has tallied in each currency into tallies of the reporting currency, each figure rounded once. */
final class ValuedGroups {

    private static final int MOST_DECIMALS = 12;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1L << 59);
    private static final List<Stock> AMOUNTS = List.of(Stock.BALANCE, Stock.GROSS);

    private final Currencies currencies;
    private final WalkRates rates;
    private final int windows;
    private BigDecimal largest = BigDecimal.ONE;

    /** One group's figures before they are rounded. */
    private record Unrounded(
            List<Label> labels, Tally counts, BigDecimal[][] openings, BigDecimal[][] closings, BigDecimal[][] flows) {}

    private ValuedGroups(Currencies currencies, WalkRates rates, int windows) {
        this.currencies = currencies;
        this.rates = rates;
        this.windows = windows;
    }

    static List<TalliedGroup> of(
            List<Groups.Group> groups, Currencies currencies, Selection selection, WalkRates rates, int windows) {
        ValuedGroups valued = new ValuedGroups(currencies, rates, windows);
        List<Unrounded> unrounded = new ArrayList<>();
        for (Groups.Group group : groups) {
            if (selection.byCurrency()) {
                for (int c = 0; c < currencies.size(); c++) {
                    Tally own = group.byCurrency[c];
                    if (own != null && currencies.takes(c) && !own.isEmpty()) {
                        List<Label> labels = TalliedGroup.withCurrency(group.labels, currencies.code(c), selection);
                        unrounded.add(valued.group(group, labels, own, c));
                    }
                }
            } else if (selection.groupBy().isEmpty() || !group.counts.isEmpty()) {
                unrounded.add(valued.group(group, group.labels, group.counts, -1));
            }
        }
        return valued.rounded(unrounded);
    }

    /** The figures of a group, of one of its currencies or (-1) of all. */
    private Unrounded group(Groups.Group group, List<Label> labels, Tally counts, int only) {
        BigDecimal[][] openings = zeros(Stock.values().length, windows + 1);
        BigDecimal[][] closings = zeros(Stock.values().length, windows + 1);
        BigDecimal[][] flows = zeros(Flow.values().length, windows);
        ValuedTally valued = group.valued(Math.max(0, only));
        for (int w = 0; w < windows; w++) {
            for (Stock stock : AMOUNTS) {
                BigDecimal opening = BigDecimal.ZERO;
                BigDecimal closing = BigDecimal.ZERO;
                for (int c = 0; c < currencies.size(); c++) {
                    Tally tally = group.byCurrency[c];
                    if (tally != null && takes(c, only)) {
                        opening = opening.add(rates.opening(c, tally.opening(stock, w), w));
                        closing = closing.add(rates.closing(c, tally.closing(stock, w), w));
                    }
                }
                openings[stock.ordinal()][w] = note(opening);
                closings[stock.ordinal()][w + 1] = note(closing);
            }
            for (Flow flow : Flow.values()) {
                flows[flow.ordinal()][w] = note(valued.flow(flow, w));
            }
            if (!rates.constant()) {
                addStandstill(group, valued, only, w, flows);
            }
        }
        return new Unrounded(labels, counts, openings, closings, flows);
    }

    /** Rates move the balances of a cohort's customers too to whom nothing else happened. */
    private void addStandstill(Groups.Group group, ValuedTally valued, int only, int w, BigDecimal[][] flows) {
        for (int c = 0; c < currencies.size(); c++) {
            Tally tally = group.byCurrency[c];
            if (tally != null && takes(c, only)) {
                long untouched = tally.opening(Stock.BALANCE, w) - valued.seen(c, w);
                BigDecimal moved = rates.closing(c, untouched, w).subtract(rates.opening(c, untouched, w));
                add(flows, Flow.COHORT_CHANGE, w, moved);
                add(flows, Flow.COHORT_LOSS, w, moved.min(BigDecimal.ZERO));
            }
        }
    }

    private void add(BigDecimal[][] flows, Flow flow, int window, BigDecimal by) {
        flows[flow.ordinal()][window] = note(flows[flow.ordinal()][window].add(by));
    }

    private boolean takes(int currency, int only) {
        return only == currency || only < 0 && currencies.takes(currency);
    }

    private BigDecimal note(BigDecimal amount) {
        largest = largest.max(amount.abs());
        return amount;
    }

    private List<TalliedGroup> rounded(List<Unrounded> groups) {
        int decimals = MOST_DECIMALS;
        while (decimals > 0 && largest.movePointRight(decimals).compareTo(LARGEST) >= 0) {
            decimals--;
        }
        AmountScale scale = new AmountScale(decimals, LARGEST.movePointLeft(decimals));
        List<TalliedGroup> tallied = new ArrayList<>();
        for (Unrounded group : groups) {
            Tally amounts = Tally.known(
                    units(group.openings(), scale), units(group.closings(), scale), units(group.flows(), scale));
            tallied.add(new TalliedGroup(
                    group.labels(), group.counts(), new TreeMap<>(Map.of(rates.reporting(), amounts)), scale));
        }
        tallied.sort(TalliedGroup.BY_LABELS);
        return tallied;
    }

    private static BigDecimal[][] zeros(int rows, int columns) {
        BigDecimal[][] zeros = new BigDecimal[rows][columns];
        for (BigDecimal[] row : zeros) {
            Arrays.fill(row, BigDecimal.ZERO);
        }
        return zeros;
    }

    private static long[][] units(BigDecimal[][] amounts, AmountScale scale) {
        long[][] units = new long[amounts.length][amounts[0].length];
        for (int i = 0; i < units.length; i++) {
            for (int w = 0; w < units[i].length; w++) {
                units[i][w] = amounts[i][w]
                        .setScale(scale.decimals(), RoundingMode.HALF_UP)
                        .unscaledValue()
                        .longValueExact();
            }
        }
        return units;
    }
}
