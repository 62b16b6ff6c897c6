package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.LedgerPolicies;
import dev.keizoku.metrics.movement.MovementType;
import dev.keizoku.metrics.movement.Reason;
import dev.keizoku.metrics.report.Groups.Group;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One customer, or the part of it a report looks at on its own, on its way through the days.
 *
 * <p>Balances are by currency. Reused from one to the next: a walk goes through hundreds of thousands.
 */
final class Lane {

    private final Currencies currencies;
    private final Basis basis;
    private final LedgerPolicies policies;
    private final @Nullable LaneValue value;
    /** False where there is one currency, whose tally then is the one that counts. */
    private final boolean countsApart;

    private final LeftOut leftOut;

    private final long[] balance;
    private final long[] gross;
    private final long[] dayBefore;
    private final boolean[] dayBeforeCustomer;
    private final long[] opening;
    /** Where a movement is counted from: the balance before, and what is left out since. */
    private final long[] base;

    private final int[] inService;
    private final int[] flowsSeen;
    private Group group = new Group(List.of(), 0, 0, true);
    private int paused;
    private boolean counted;
    private boolean customer;
    private boolean hasPaid;
    /** Whether all that moved on the day was handed over from another customer, or to one. */
    private boolean transfer;

    /** Whether all that moved on the day went from one billing currency to another. */
    private boolean switched;

    private boolean moved;
    private int leftOn;
    private boolean leftByTransfer;
    private boolean cameByTransfer;
    private boolean cameAsStranger;
    /** Whether the lane came to its balance in the window with what another customer had before. */
    private boolean heir;

    private boolean openingCustomer;
    private boolean openingCounted;
    private boolean paidBeforeOpening;

    Lane(
            Currencies currencies,
            Basis basis,
            LedgerPolicies policies,
            Set<Reason> without,
            boolean countsApart,
            @Nullable LaneValue value) {
        this.currencies = currencies;
        this.basis = basis;
        this.policies = policies;
        this.countsApart = countsApart;
        this.value = value;
        this.balance = new long[currencies.size()];
        this.gross = new long[currencies.size()];
        this.dayBefore = new long[currencies.size()];
        this.dayBeforeCustomer = new boolean[currencies.size()];
        this.opening = new long[currencies.size()];
        this.leftOut = new LeftOut(without, currencies.size());
        this.base = new long[currencies.size()];
        this.inService = new int[currencies.size() + 1];
        this.flowsSeen = new int[currencies.size() + 1];
    }

    void begin(Group of) {
        group = of;
        Arrays.fill(balance, 0);
        Arrays.fill(gross, 0);
        Arrays.fill(inService, 0);
        paused = 0;
        counted = false;
        customer = false;
        hasPaid = false;
        leftByTransfer = false;
        cameByTransfer = false;
        cameAsStranger = false;
    }

    boolean isCustomer() {
        return customer;
    }

    void openWindow(boolean everPaid) {
        System.arraycopy(balance, 0, opening, 0, balance.length);
        leftOut.openWindow();
        if (value != null) {
            value.openWindow();
        }
        heir = false;
        openingCustomer = customer;
        openingCounted = counted;
        paidBeforeOpening = everPaid;
        Arrays.fill(flowsSeen, 0);
    }

    void openDay() {
        System.arraycopy(balance, 0, dayBefore, 0, balance.length);
        for (int c = 0; c < balance.length; c++) {
            dayBeforeCustomer[c] = isCustomer(c);
        }
        leftOut.openDay();
        transfer = true;
        switched = true;
        moved = false;
    }

    void apply(Customer of, int i, int window) {
        int currency = currencies.ofLine(of.line(i));
        long amount = of.amount(i);
        balance[currency] += amount;
        gross[currency] += of.gross(i);
        if (amount != 0) {
            moved = true;
            Reason reason = of.reason(i);
            transfer &= reason == Reason.TRANSFER;
            switched &= reason == Reason.CURRENCY_CHANGE;
            leftOut.add(currency, reason, amount);
        }
        Tally tally = group.amounts(currency);
        tally.move(Stock.BALANCE, window, amount);
        tally.move(Stock.GROSS, window, of.gross(i));
        count(tally, currency, of, i, window);
        if (countsApart && currencies.takes(currency)) {
            count(group.counts, balance.length, of, i, window);
        }
        paused += of.paused(i);
    }

    private void count(Tally tally, int slot, Customer of, int i, int window) {
        tally.move(Stock.PAUSED_SUBSCRIPTIONS, window, of.paused(i));
        if (of.subscriptions(i) == 0 && of.paying(i) == 0) {
            return;
        }
        tally.move(Stock.SUBSCRIPTIONS, window, of.subscriptions(i));
        tally.move(Stock.PAYING_SUBSCRIPTIONS, window, of.paying(i));
        int before = inService[slot];
        inService[slot] += of.subscriptions(i);
        tally.move(Stock.ACCOUNTS, window, Integer.signum(inService[slot]) - Integer.signum(before));
    }

    void closeDay(int window, int day, boolean everPaid) {
        boolean wasCustomer = customer;
        boolean wasCounted = counted;
        customer = false;
        counted = false;
        for (int c = 0; c < balance.length; c++) {
            boolean is = isCustomer(c);
            customer |= is;
            counted |= is && currencies.takes(c);
            if (is != dayBeforeCustomer[c]) {
                group.amounts(c).move(Stock.CUSTOMERS, window, is ? 1 : -1);
            }
        }
        if (countsApart && counted != wasCounted) {
            group.counts.move(Stock.CUSTOMERS, window, counted ? 1 : -1);
        }
        note(wasCustomer, day);
        leftOut.closeDay();
        if (value != null && window >= 0) {
            value.leaveOut(window, day, leftOut.ofDay());
        }
        if (basis == Basis.LEDGER && window >= 0) {
            boolean paidBefore = everPaid && !cameAsStranger;
            addMovements(
                    window, day, new Change(wasCustomer, paidBefore, moved && transfer), dayBefore, leftOut.ofDay());
        }
        switched = false;
    }

    /** Keeps in mind how the lane came to have a balance, or to have none. */
    private void note(boolean wasCustomer, int day) {
        if (wasCustomer && !customer) {
            leftOn = day;
            leftByTransfer = moved && transfer;
        } else if (!wasCustomer && customer) {
            cameByTransfer = moved && transfer;
            heir |= cameByTransfer && !openingCustomer && leftOut.isFor(Reason.TRANSFER);
            cameAsStranger = hasPaid && !policies.remembersAfter(day - leftOn);
        }
        hasPaid |= customer;
    }

    /** Whether there is a balance, or only the discounts of somebody who has paid before keep it at nothing. */
    private boolean isCustomer(int currency) {
        return balance[currency] > 0 || policies.keepsZeroCustomers() && hasPaid && gross[currency] > 0;
    }

    void closeWindow(int window, int lastDay) {
        boolean lost = openingCustomer && !customer && !leftByTransfer && paused == 0;
        boolean returned = !openingCustomer && paidBeforeOpening && customer && !heir;
        for (int c = 0; c < balance.length; c++) {
            if (opening[c] > 0 || heir) {
                Tally tally = group.amounts(c);
                long change = balance[c] - opening[c] - leftOut.ofWindow()[c];
                tally.amount(Flow.COHORT_CHANGE, window, change);
                tally.amount(Flow.COHORT_LOSS, window, Math.min(0, change));
            }
            if (lost && (opening[c] > 0)) {
                group.amounts(c).customer(Flow.COHORT_CHANGE, window);
            }
            if (returned && balance[c] > 0) {
                group.amounts(c).amount(Flow.RETURNED, window, balance[c]);
            }
        }
        if (countsApart && lost && openingCounted) {
            group.counts.customer(Flow.COHORT_CHANGE, window);
        }
        if (value != null) {
            value.closeWindow(group, window, opening, balance, heir, returned);
        }
        if (basis == Basis.ENDPOINTS) {
            boolean handedOver = openingCustomer ? !customer && leftByTransfer : customer && cameByTransfer;
            Change change = new Change(openingCustomer, paidBeforeOpening && !cameAsStranger, handedOver);
            addMovements(window, lastDay, change, opening, leftOut.ofWindow());
        }
    }

    /** What decides a movement's type beside its direction. */
    private record Change(boolean wasCustomer, boolean paidBefore, boolean transfer) {}

    private void addMovements(int window, int day, Change change, long[] before, long[] without) {
        for (int c = 0; c < balance.length; c++) {
            base[c] = before[c] + without[c];
        }
        for (int c = 0; c < balance.length; c++) {
            MovementType type = typeOf(change, Long.compare(balance[c], base[c]));
            if (type == MovementType.NONE) {
                continue;
            }
            Flow flow = flowOf(type);
            group.amounts(c).amount(flow, window, Math.abs(balance[c] - base[c]));
            countOnce(group.amounts(c), flow, window, c);
            if (value != null && value.eachCurrency()) {
                value.move(group, flow, window, c, day, Math.abs(balance[c] - base[c]));
            } else if (value == null && countsApart && currencies.takes(c)) {
                countOnce(group.counts, flow, window, balance.length);
            }
        }
        if (value != null && !value.eachCurrency()) {
            addValued(value, window, day, change);
        }
    }

    /** All currencies netted: a switch from one to another is the difference between the two. */
    private void addValued(LaneValue in, int window, int day, Change change) {
        BigDecimal moved = in.difference(window, day, base, balance);
        if (switched && in.isWithin(policies.currencySwitchTolerance(), window, day, base, balance)) {
            return;
        }
        MovementType type = typeOf(change, moved.signum());
        if (type != MovementType.NONE) {
            Flow flow = flowOf(type);
            group.valued(0).add(flow, window, moved.abs());
            countOnce(group.counts, flow, window, balance.length);
        }
    }

    private MovementType typeOf(Change change, int direction) {
        MovementType type = MovementType.of(change.wasCustomer(), customer, change.paidBefore(), direction);
        return change.transfer() ? type.ofTransfer() : type;
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
}
