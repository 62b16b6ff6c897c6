package dev.keizoku.metrics.lifetime;

import dev.keizoku.metrics.movement.Reason;
import dev.keizoku.metrics.report.Customer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** How one customer stood at the end of each day that changed anything, over the lines a report is about. */
public final class PaidHistory {

    /** In the place of a day: it has not happened. */
    public static final int NEVER = Integer.MAX_VALUE;

    private final int[] days;
    private final boolean[] pays;
    /** Days on which nothing happened but that subscriptions came from or went to other accounts. */
    private final boolean[] byTransfer;

    private final boolean[] isPaused;
    /** By day, then by currency. */
    private final long[][] balances;

    private final long[] nothing;
    private final int[] inService;
    private final int firstPaid;

    private PaidHistory(
            int[] days,
            boolean[] pays,
            boolean[] byTransfer,
            boolean[] isPaused,
            long[][] balances,
            long[] nothing,
            int[] inService) {
        this.days = days;
        this.pays = pays;
        this.byTransfer = byTransfer;
        this.isPaused = isPaused;
        this.balances = balances;
        this.nothing = nothing;
        this.inService = inService;
        int first = 0;
        while (first < pays.length && !pays[first]) {
            first++;
        }
        this.firstPaid = first;
    }

    /**
     * Nets the customer's days.
     *
     * @param currencyOfLine by line of the book; -1 for lines that do not count
     * @param keepsZero whether a payer goes on being one while discounts take off everything
     */
    static PaidHistory of(Customer customer, int[] currencyOfLine, int currencies, boolean keepsZero) {
        int size = customer.size();
        int[] days = new int[size];
        boolean[] pays = new boolean[size];
        boolean[] byTransfer = new boolean[size];
        boolean[] isPaused = new boolean[size];
        int paused = 0;
        long[][] balances = new long[size][];
        int[] inService = new int[size];
        long[] balance = new long[currencies];
        long[] gross = new long[currencies];
        boolean hasPaid = false;
        int service = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
            int currency = currencyOfLine[customer.line(i)];
            if (currency < 0) {
                continue;
            }
            balance[currency] += customer.amount(i);
            gross[currency] += customer.gross(i);
            service += customer.subscriptions(i);
            paused += customer.paused(i);
            int day = customer.day(i);
            boolean begins = count == 0 || days[count - 1] != day;
            int at = begins ? count++ : count - 1;
            boolean transfer = customer.reason(i) == Reason.TRANSFER;
            byTransfer[at] = begins ? transfer : byTransfer[at] && transfer;
            days[at] = day;
            balances[at] = balance.clone();
            inService[at] = service;
            isPaused[at] = paused > 0;
            pays[at] = Arrays.stream(balance).anyMatch(amount -> amount > 0)
                    || keepsZero && hasPaid && Arrays.stream(gross).anyMatch(amount -> amount > 0);
            boolean dayIsOver = i + 1 == size || customer.day(i + 1) != day;
            hasPaid |= dayIsOver && pays[at];
        }
        return new PaidHistory(
                Arrays.copyOf(days, count),
                Arrays.copyOf(pays, count),
                Arrays.copyOf(byTransfer, count),
                Arrays.copyOf(isPaused, count),
                Arrays.copyOf(balances, count),
                new long[currencies],
                Arrays.copyOf(inService, count));
    }

    /**
     * This and, from a day on, another account that went on with what was handed over, as one customer.
     *
     * @param withBalances whether the other's balances are this customer's; otherwise it stays, but what it is worth is the
     *     other's own
     */
    PaidHistory followedBy(PaidHistory other, int since, boolean withBalances) {
        int[] joint = IntStream.concat(
                        Arrays.stream(days), Arrays.stream(other.days).filter(day -> day >= since))
                .sorted()
                .distinct()
                .toArray();
        boolean[] jointPays = new boolean[joint.length];
        boolean[] jointTransfer = new boolean[joint.length];
        boolean[] jointPaused = new boolean[joint.length];
        long[][] jointBalances = new long[joint.length][];
        int[] jointService = new int[joint.length];
        for (int i = 0; i < joint.length; i++) {
            int own = lastBefore(joint[i] + 1);
            int others = joint[i] < since ? -1 : other.lastBefore(joint[i] + 1);
            jointPays[i] = own >= 0 && pays[own] || others >= 0 && other.pays[others];
            jointPaused[i] = own >= 0 && isPaused[own] || others >= 0 && other.isPaused[others];
            jointTransfer[i] = isTransfer(joint[i]) && other.isTransfer(joint[i]);
            jointBalances[i] = own < 0 ? nothing.clone() : balances[own].clone();
            jointService[i] = own < 0 ? 0 : inService[own];
            if (withBalances && others >= 0) {
                jointService[i] += other.inService[others];
                for (int c = 0; c < nothing.length; c++) {
                    jointBalances[i][c] += other.balances[others][c];
                }
            }
        }
        return new PaidHistory(joint, jointPays, jointTransfer, jointPaused, jointBalances, nothing, jointService);
    }

    /** The first day at whose end the customer paid, or {@link #NEVER}. */
    public int firstPaid() {
        return firstPaid < days.length ? days[firstPaid] : NEVER;
    }

    /** The first day after it at whose end the customer paid nothing and nothing was paused, or {@link #NEVER}. */
    public int firstChurn() {
        for (int i = firstPaid + 1; i < days.length; i++) {
            if (!pays[i] && !isPaused[i]) {
                return days[i];
            }
        }
        return NEVER;
    }

    /** Whether what happened on a day was that subscriptions moved to another account, and nothing else. */
    public boolean isTransfer(int day) {
        int at = Arrays.binarySearch(days, day);
        return at >= 0 && byTransfer[at];
    }

    /** The first day with a subscription in service, paid for or not, or {@link #NEVER}. */
    public int firstService() {
        for (int i = 0; i < days.length; i++) {
            if (inService[i] > 0) {
                return days[i];
            }
        }
        return NEVER;
    }

    /** The last day up to the edge on which the customer's service ended and was not taken up again; else never. */
    public int lastEndBefore(int edge) {
        int end = NEVER;
        for (int i = 1; i < days.length && days[i] < edge; i++) {
            if (inService[i] > 0) {
                end = NEVER;
            } else if (inService[i - 1] > 0) {
                end = days[i];
            }
        }
        return end;
    }

    /** Whether the customer paid at the end of the day before the edge. */
    public boolean paysBefore(int edge) {
        int at = lastBefore(edge);
        return at >= 0 && pays[at];
    }

    /** The annualised balances at the end of the day before the edge, by currency, in the book's scale. */
    public long[] balancesBefore(int edge) {
        int at = lastBefore(edge);
        return at < 0 ? nothing : balances[at];
    }

    private int lastBefore(int edge) {
        int found = Arrays.binarySearch(days, edge);
        return (found >= 0 ? found : -found - 1) - 1;
    }
}
