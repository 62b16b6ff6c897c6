package dev.keizoku.metrics.report;

import java.util.List;
import java.util.stream.IntStream;
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

    /** Customers that are worth a thread of their own. */
    private static final int PART = 20_000;

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
    /** By lane, which customer it was last walked for. */
    private final int[] walkedLanes;

    private int walked;

    private BookWalk(
            Book book,
            List<Customer> customers,
            Windows windows,
            Basis basis,
            Selection selection,
            @Nullable Valuation valuation,
            @Nullable Sizing sizing) {
        this.windows = windows;
        this.basis = basis;
        this.selection = selection;
        this.currencies = Currencies.of(book, selection);
        boolean countsApart = currencies.size() != 1 || !currencies.takes(0);
        this.segments = new Segments(book, selection, sizing);
        this.walkedLanes = new int[segments.lanes()];
        this.groups = new Groups(segments, selection, windows.size(), currencies.size(), countsApart);
        this.rates = valuation == null ? null : new WalkRates(valuation, currencies, windows, book.scale());
        LaneValue value = rates == null ? null : new LaneValue(currencies, rates, selection.byCurrency());
        this.lane = new Lane(currencies, basis, book.policies(), selection.without(), countsApart, value);
        this.intervalEndsFrom =
                basis == Basis.ENDPOINTS ? Math.min(firstDay(customers), windows.first()) : windows.first();
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
        if (valuation == null && sizing == null) {
            Tallies tallies = book.tallies(windows, basis, selection);
            return new Tallied(TalliedGroup.of(tallies.groups(), tallies.currencies(), selection, book.scale()), false);
        }
        return walked(book, book.customers(), windows, basis, selection, valuation, sizing)
                .tallied(book.scale());
    }

    /** What some customers of a book add to a report in native amounts; many of them are looked at by several threads. */
    static Tallies tallies(Book book, List<Customer> customers, Windows windows, Basis basis, Selection selection) {
        int parts = Math.clamp(customers.size() / PART, 1, Runtime.getRuntime().availableProcessors());
        if (parts == 1) {
            return tallies(walked(book, customers, windows, basis, selection, null, null));
        }
        return IntStream.range(0, parts)
                .parallel()
                .mapToObj(part -> customers.subList(start(customers, part, parts), start(customers, part + 1, parts)))
                .map(some -> tallies(walked(book, some, windows, basis, selection, null, null)))
                .reduce(Tallies::plus)
                .orElseThrow();
    }

    private static Tallies tallies(BookWalk walk) {
        return Tallies.of(walk.currencies, walk.groups.all());
    }

    private static int start(List<Customer> customers, int part, int parts) {
        return Math.toIntExact((long) customers.size() * part / parts);
    }

    private static BookWalk walked(
            Book book,
            List<Customer> customers,
            Windows windows,
            Basis basis,
            Selection selection,
            @Nullable Valuation valuation,
            @Nullable Sizing sizing) {
        BookWalk walk = new BookWalk(book, customers, windows, basis, selection, valuation, sizing);
        for (Customer customer : customers) {
            if (walk.segments.takes(customer)) {
                walk.walk(customer);
            }
        }
        return walk;
    }

    private Tallied tallied(AmountScale scale) {
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
        walked++;
        for (int i = 0; i < customer.size(); i++) {
            int of = segments.laneOf(customer.line(i));
            if (of >= 0 && walkedLanes[of] != walked) {
                walkedLanes[of] = walked;
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
        while (i < customer.size() && customer.day(i) < windows.last()) {
            int day = customer.day(i);
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
            while (i < customer.size() && customer.day(i) == day) {
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
        for (int i = 0; i < customer.size(); i++) {
            int line = customer.line(i);
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
        while (i < customer.size() && segments.laneOf(customer.line(i)) != of) {
            i++;
        }
        return i;
    }

    private static int firstDay(List<Customer> customers) {
        int first = Integer.MAX_VALUE;
        for (Customer customer : customers) {
            first = Math.min(first, customer.day(0));
        }
        return first;
    }
}
