package dev.keizoku.metrics.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a book that tallies everything the metrics are made of.
 *
 * <p>A customer (its share of a plan, when the report is by plan) costs as much as it has balance changes, whatever the
 * number of windows: what stands still is added once and summed over the windows at the end.
 */
final class BookWalk {

    /**
     * The groups of a report.
     *
     * @param ratesFilled whether the rate of an earlier day had to stand in for a missing one
     */
    record Tallied(List<TalliedGroup> groups, boolean ratesFilled) {}

    private final Windows windows;
    private final Basis basis;
    private final Selection selection;
    private final Segments segments;
    private final Groups groups;
    private final Currencies currencies;
    private final Lane lane;
    private final @Nullable WalkRates rates;
    private final int[] intervalEnds;
    private final int intervalEndsFrom;
    private final AmountScale scale;

    private BookWalk(
            Book book,
            Windows windows,
            Basis basis,
            Selection selection,
            @Nullable Valuation valuation,
            @Nullable Sizing sizing) {
        this.windows = windows;
        this.basis = basis;
        this.selection = selection;
        this.scale = book.scale();
        this.currencies = Currencies.of(book, selection);
        boolean countsApart = currencies.size() != 1 || !currencies.takes(0);
        this.segments = new Segments(book, selection, sizing);
        this.groups = new Groups(segments, selection, windows.size(), currencies.size(), countsApart);
        this.rates = valuation == null ? null : new WalkRates(valuation, currencies, windows, book.scale());
        LaneValue value = rates == null ? null : new LaneValue(currencies, rates, selection.byCurrency());
        this.lane = new Lane(currencies, basis, book.policies(), selection.without(), countsApart, value);
        this.intervalEndsFrom = basis == Basis.ENDPOINTS ? Math.min(firstDay(book), windows.first()) : windows.first();
        this.intervalEnds = basis == Basis.ENDPOINTS ? windows.intervalEnds(intervalEndsFrom) : new int[0];
    }

    /** The groups of a report with their tallies, in native amounts. */
    static List<TalliedGroup> tally(Book book, Windows windows, Basis basis, Selection selection) {
        return tally(book, windows, basis, selection, null, null).groups();
    }

    /**
     * The groups of a report with their tallies.
     *
     * @param valuation what all amounts are valued by; null for native ones
     * @param sizing needed where the report is by size
     */
    static Tallied tally(
            Book book,
            Windows windows,
            Basis basis,
            Selection selection,
            @Nullable Valuation valuation,
            @Nullable Sizing sizing) {
        if (windows.size() == 0) {
            return new Tallied(selection.groupBy().isEmpty() ? List.of(TalliedGroup.NOTHING) : List.of(), false);
        }
        BookWalk walk = new BookWalk(book, windows, basis, selection, valuation, sizing);
        for (Customer customer : book.customers()) {
            if (walk.segments.takes(customer)) {
                walk.walk(customer);
            }
        }
        return walk.tallied();
    }

    private Tallied tallied() {
        if (rates == null) {
            return new Tallied(TalliedGroup.of(groups.all(), currencies, selection, scale), false);
        }
        List<TalliedGroup> valued = ValuedGroups.of(groups.all(), currencies, selection, rates, windows.size());
        return new Tallied(valued, rates.filled());
    }

    private void walk(Customer customer) {
        @Nullable String[] values = segments.of(customer);
        if (segments.lanes() == 1) {
            walkLane(customer, values, 0);
            return;
        }
        Set<Integer> seen = new HashSet<>(4);
        for (int line : customer.lines()) {
            int of = segments.laneOf(line);
            if (of >= 0 && seen.add(of)) {
                walkLane(customer, values, of);
            }
        }
    }

    private void walkLane(Customer customer, @Nullable String[] values, int of) {
        lane.begin(groups.of(values, of));
        boolean everPaid = false;
        // Rates move several balances at a time: only together can it be said which way.
        boolean everyWindow = rates != null && !rates.constant() && hasSeveralCurrencies(customer, of);
        int window = -1;
        int previousDay = 0;
        int i = next(customer, 0, of);
        while (i < customer.size() && customer.days()[i] < windows.last()) {
            int day = customer.days()[i];
            int dayWindow = windows.windowOf(day);
            if (lane.isCustomer()) {
                everPaid |= basis == Basis.LEDGER || intervalEnds[previousDay - intervalEndsFrom] < day;
            }
            if (dayWindow != window) {
                close(window, dayWindow, everyWindow, everPaid);
                lane.openWindow(everPaid);
                window = dayWindow;
            }
            lane.openDay();
            while (i < customer.size() && customer.days()[i] == day) {
                lane.apply(customer, i, dayWindow);
                i = next(customer, i + 1, of);
            }
            lane.closeDay(dayWindow, day, everPaid);
            previousDay = day;
        }
        close(window, windows.size(), everyWindow, everPaid);
    }

    /** Closes a window, and those up to the next in which something happens if they have to be looked at. */
    private void close(int window, int next, boolean everyWindow, boolean everPaid) {
        if (window >= 0) {
            lane.closeWindow(window, windows.edge(window + 1) - 1);
        }
        for (int quiet = window + 1; everyWindow && quiet < next; quiet++) {
            lane.openWindow(everPaid);
            lane.closeWindow(quiet, windows.edge(quiet + 1) - 1);
        }
    }

    private boolean hasSeveralCurrencies(Customer customer, int of) {
        int first = -1;
        for (int line : customer.lines()) {
            if (segments.laneOf(line) == of) {
                int currency = currencies.ofLine(line);
                if (first >= 0 && currency != first) {
                    return true;
                }
                first = currency;
            }
        }
        return false;
    }

    /** The next change that belongs to the lane. */
    private int next(Customer customer, int from, int of) {
        int i = from;
        while (i < customer.size() && segments.laneOf(customer.lines()[i]) != of) {
            i++;
        }
        return i;
    }

    private static int firstDay(Book book) {
        int first = Integer.MAX_VALUE;
        for (Customer customer : book.customers()) {
            first = Math.min(first, customer.days()[0]);
        }
        return first;
    }
}
