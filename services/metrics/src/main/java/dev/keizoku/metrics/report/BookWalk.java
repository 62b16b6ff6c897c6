package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.MovementType;
import dev.keizoku.metrics.report.Groups.Group;
import java.util.Arrays;
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

    private final Book book;
    private final Windows windows;
    private final Basis basis;
    private final Selection selection;
    private final Groups groups;
    private final Currencies currencies;
    private final int[] intervalEnds;
    private final int intervalEndsFrom;
    private final boolean[] takesLine;
    /** False where there is one currency, whose tally then is the one that counts. */
    private final boolean countsApart;

    // The lane being walked: one customer, or its share of one plan. Balances are by currency.
    private final long[] balance;
    private final long[] dayBefore;
    private final long[] opening;
    private Group group;
    private final int[] inService;
    private boolean counted;
    private boolean paying;
    private boolean everPaid;
    private boolean openingPaying;
    private boolean openingCounted;
    private boolean paidBeforeOpening;
    private final int[] flowsSeen;

    private BookWalk(Book book, Windows windows, Basis basis, Selection selection) {
        this.book = book;
        this.windows = windows;
        this.basis = basis;
        this.selection = selection;
        this.currencies = Currencies.of(book, selection);
        this.countsApart = currencies.size() != 1 || !currencies.takes(0);
        this.groups = new Groups(book, selection, windows.size(), currencies.size(), countsApart);
        this.intervalEndsFrom = basis == Basis.ENDPOINTS ? Math.min(firstDay(book), windows.first()) : windows.first();
        this.intervalEnds = basis == Basis.ENDPOINTS ? windows.intervalEnds(intervalEndsFrom) : new int[0];
        this.takesLine = new boolean[book.lines().size()];
        for (int i = 0; i < takesLine.length; i++) {
            takesLine[i] = selection.takesPlan(book.lines().get(i).plan());
        }
        this.balance = new long[currencies.size()];
        this.dayBefore = new long[currencies.size()];
        this.opening = new long[currencies.size()];
        this.inService = new int[currencies.size() + 1];
        this.flowsSeen = new int[currencies.size() + 1];
        this.group = new Group(List.of(), 0, 0, true);
    }

    /** The groups of a report with their tallies. */
    static List<TalliedGroup> tally(Book book, Windows windows, Basis basis, Selection selection) {
        if (windows.size() == 0) {
            return selection.groupBy().isEmpty() ? List.of(TalliedGroup.NOTHING) : List.of();
        }
        BookWalk walk = new BookWalk(book, windows, basis, selection);
        CustomerFilter filter = CustomerFilter.of(book, selection);
        for (Customer customer : book.customers()) {
            if (filter.takes(customer)) {
                walk.walk(customer);
            }
        }
        return TalliedGroup.of(walk.groups.all(), walk.currencies, selection);
    }

    private void walk(Customer customer) {
        if (!selection.byPlan()) {
            walkLane(customer, null);
            return;
        }
        Set<String> seen = new HashSet<>(4);
        for (int line : customer.lines()) {
            String plan = book.lines().get(line).plan();
            if (takesLine[line] && seen.add(plan)) {
                walkLane(customer, plan);
            }
        }
    }

    private void walkLane(Customer customer, @Nullable String plan) {
        reset();
        group = groups.of(customer, plan == null ? "" : plan);
        int window = -2;
        int previousDay = 0;
        int i = next(customer, 0, plan);
        while (i < customer.size() && customer.days()[i] < windows.last()) {
            int day = customer.days()[i];
            int dayWindow = windows.windowOf(day);
            if (paying) {
                everPaid |= basis == Basis.LEDGER || intervalEnds[previousDay - intervalEndsFrom] < day;
            }
            if (dayWindow != window) {
                closeWindow(window);
                openWindow();
                window = dayWindow;
            }
            System.arraycopy(balance, 0, dayBefore, 0, balance.length);
            while (i < customer.size() && customer.days()[i] == day) {
                apply(customer, i, dayWindow);
                i = next(customer, i + 1, plan);
            }
            endDay(dayWindow);
            previousDay = day;
        }
        closeWindow(window);
    }

    /** The next change that belongs to the lane. */
    private int next(Customer customer, int from, @Nullable String plan) {
        int i = from;
        while (i < customer.size() && !inLane(customer.lines()[i], plan)) {
            i++;
        }
        return i;
    }

    private boolean inLane(int line, @Nullable String plan) {
        return takesLine[line] && (plan == null || book.lines().get(line).plan().equals(plan));
    }

    private void reset() {
        Arrays.fill(balance, 0);
        Arrays.fill(inService, 0);
        counted = false;
        paying = false;
        everPaid = false;
    }

    private void openWindow() {
        System.arraycopy(balance, 0, opening, 0, balance.length);
        openingPaying = paying;
        openingCounted = counted;
        paidBeforeOpening = everPaid;
        Arrays.fill(flowsSeen, 0);
    }

    private void apply(Customer customer, int i, int window) {
        int currency = currencies.ofLine(customer.lines()[i]);
        long amount = customer.amounts()[i];
        balance[currency] += amount;
        Tally tally = group.amounts(currency);
        tally.move(Stock.BALANCE, window, amount);
        move(tally, currency, customer, i, window);
        if (countsApart && currencies.takes(currency)) {
            move(group.counts, balance.length, customer, i, window);
        }
    }

    private void move(Tally tally, int slot, Customer customer, int i, int window) {
        if (customer.subscriptions()[i] == 0 && customer.paying()[i] == 0) {
            return;
        }
        tally.move(Stock.SUBSCRIPTIONS, window, customer.subscriptions()[i]);
        tally.move(Stock.PAYING_SUBSCRIPTIONS, window, customer.paying()[i]);
        int before = inService[slot];
        inService[slot] += customer.subscriptions()[i];
        tally.move(Stock.ACCOUNTS, window, Integer.signum(inService[slot]) - Integer.signum(before));
    }

    private void endDay(int window) {
        boolean wasPaying = paying;
        boolean wasCounted = counted;
        paying = false;
        counted = false;
        for (int c = 0; c < balance.length; c++) {
            boolean pays = balance[c] > 0;
            paying |= pays;
            counted |= pays && currencies.takes(c);
            if (pays != dayBefore[c] > 0) {
                group.amounts(c).move(Stock.CUSTOMERS, window, pays ? 1 : -1);
            }
        }
        if (countsApart && counted != wasCounted) {
            group.counts.move(Stock.CUSTOMERS, window, counted ? 1 : -1);
        }
        if (basis == Basis.LEDGER && window >= 0) {
            addMovements(window, wasPaying, everPaid, dayBefore);
        }
    }

    private void closeWindow(int window) {
        if (window < 0) {
            return;
        }
        boolean lost = openingPaying && !paying;
        boolean returned = !openingPaying && paidBeforeOpening && paying;
        for (int c = 0; c < balance.length; c++) {
            if (opening[c] > 0) {
                Tally tally = group.amounts(c);
                tally.amount(Flow.COHORT_CHANGE, window, balance[c] - opening[c]);
                tally.amount(Flow.COHORT_LOSS, window, Math.min(0, balance[c] - opening[c]));
                if (lost) {
                    tally.customer(Flow.COHORT_CHANGE, window);
                }
            }
            if (returned && balance[c] > 0) {
                group.amounts(c).amount(Flow.RETURNED, window, balance[c]);
            }
        }
        if (countsApart && lost && openingCounted) {
            group.counts.customer(Flow.COHORT_CHANGE, window);
        }
        if (basis == Basis.ENDPOINTS) {
            addMovements(window, openingPaying, paidBeforeOpening, opening);
        }
    }

    private void addMovements(int window, boolean wasPaying, boolean paidBefore, long[] before) {
        for (int c = 0; c < balance.length; c++) {
            int direction = Long.compare(balance[c], before[c]);
            MovementType type = MovementType.of(wasPaying, paying, paidBefore, direction);
            if (type == MovementType.NONE) {
                continue;
            }
            Flow flow = flowOf(type);
            group.amounts(c).amount(flow, window, Math.abs(balance[c] - before[c]));
            countOnce(group.amounts(c), flow, window, c);
            if (countsApart && currencies.takes(c)) {
                countOnce(group.counts, flow, window, balance.length);
            }
        }
    }

    /** A customer that expands twice in a month is one customer that expanded. */
    private void countOnce(Tally tally, Flow flow, int window, int slot) {
        int bit = 1 << flow.ordinal();
        if ((flowsSeen[slot] & bit) == 0) {
            flowsSeen[slot] |= bit;
            tally.customer(flow, window);
        }
    }

    private static Flow flowOf(MovementType type) {
        return switch (type) {
            case NEW -> Flow.NEW;
            case REACTIVATION -> Flow.REACTIVATION;
            case EXPANSION -> Flow.EXPANSION;
            case CONTRACTION -> Flow.CONTRACTION;
            case CHURN -> Flow.CHURN;
            case NONE -> throw new IllegalArgumentException("A balance that stood still flows nowhere.");
        };
    }

    private static int firstDay(Book book) {
        int first = Integer.MAX_VALUE;
        for (Customer customer : book.customers()) {
            first = Math.min(first, customer.days()[0]);
        }
        return first;
    }
}
