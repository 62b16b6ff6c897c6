package dev.keizoku.metrics.lifetime;

import dev.keizoku.metrics.report.Customer;
import java.util.Arrays;

/**
 * How one customer stood at the end of each day that changed anything, over the lines a report is about.
 *
 * <p>Balances of several currencies are kept apart for the question whether the customer pays, and added up for {@link
 * #balanceBefore}: who asks for amounts makes sure that there is one currency.
 */
public final class PaidHistory {

    /** In the place of a day: it has not happened. */
    public static final int NEVER = Integer.MAX_VALUE;

    private final int[] days;
    private final boolean[] pays;
    private final long[] balances;
    private final int[] inService;
    private final int firstPaid;

    private PaidHistory(int[] days, boolean[] pays, long[] balances, int[] inService) {
        this.days = days;
        this.pays = pays;
        this.balances = balances;
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
     */
    static PaidHistory of(Customer customer, int[] currencyOfLine, int currencies) {
        int size = customer.size();
        int[] days = new int[size];
        boolean[] pays = new boolean[size];
        long[] balances = new long[size];
        int[] inService = new int[size];
        long[] byCurrency = new long[currencies];
        long balance = 0;
        int service = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
            int currency = currencyOfLine[customer.lines()[i]];
            if (currency < 0) {
                continue;
            }
            byCurrency[currency] += customer.amounts()[i];
            balance += customer.amounts()[i];
            service += customer.subscriptions()[i];
            int day = customer.days()[i];
            int at = count > 0 && days[count - 1] == day ? count - 1 : count++;
            days[at] = day;
            balances[at] = balance;
            inService[at] = service;
            pays[at] = Arrays.stream(byCurrency).anyMatch(amount -> amount > 0);
        }
        return new PaidHistory(
                Arrays.copyOf(days, count),
                Arrays.copyOf(pays, count),
                Arrays.copyOf(balances, count),
                Arrays.copyOf(inService, count));
    }

    /** The first day at whose end the customer paid, or {@link #NEVER}. */
    public int firstPaid() {
        return firstPaid < days.length ? days[firstPaid] : NEVER;
    }

    /** The first day after it at whose end the customer paid nothing, or {@link #NEVER}. */
    public int firstChurn() {
        for (int i = firstPaid + 1; i < days.length; i++) {
            if (!pays[i]) {
                return days[i];
            }
        }
        return NEVER;
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

    /** The annualised balance at the end of the day before the edge, in the book's scale. */
    public long balanceBefore(int edge) {
        int at = lastBefore(edge);
        return at < 0 ? 0 : balances[at];
    }

    private int lastBefore(int edge) {
        int found = Arrays.binarySearch(days, edge);
        return (found >= 0 ? found : -found - 1) - 1;
    }
}
