package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer's balance changes, by day, each of one line (plan and currency), and the attributes to group it by.
 *
 * <p>Columns rather than objects: a tenant has hundreds of thousands of these in memory.
 *
 * @param days epoch days, ascending
 * @param lines index into the book's lines
 * @param amounts what the day added to the annualised balance of the line, in the book's scale
 * @param subscriptions what it added to the number of subscriptions in service
 * @param paying the same for those worth more than nothing
 * @param attributes values in the order of the book's attribute names; shorter where later names are unset
 * @param gross what the day added to the balance before discounts; the same array where there are none
 * @param paused what it added to the number of paused subscriptions; empty where there never was one
 * @param reasons why, by {@link Reason#ordinal()}; empty where it is not known
 */
@SuppressWarnings("ArrayRecordComponent")
public record Customer(
        String account,
        int[] days,
        int[] lines,
        long[] amounts,
        int[] subscriptions,
        int[] paying,
        @Nullable String[] attributes,
        long[] gross,
        int[] paused,
        byte[] reasons) {

    private static final Reason[] REASONS = Reason.values();

    /** A customer without discounts and pauses. */
    public Customer(
            String account,
            int[] days,
            int[] lines,
            long[] amounts,
            int[] subscriptions,
            int[] paying,
            @Nullable String[] attributes) {
        this(account, days, lines, amounts, subscriptions, paying, attributes, amounts, new int[0], new byte[0]);
    }

    public int size() {
        return days.length;
    }

    int paused(int index) {
        return paused.length == 0 ? 0 : paused[index];
    }

    /** Why the balance moved; null where that is not known. */
    public @Nullable Reason reason(int index) {
        return reasons.length == 0 ? null : REASONS[reasons[index]];
    }

    public @Nullable String attribute(int index) {
        return index >= 0 && index < attributes.length ? attributes[index] : null;
    }

    /** The customer's value of a named attribute. */
    public @Nullable String attribute(List<String> names, String name) {
        return attribute(names.indexOf(name));
    }

    /** The same with amounts of a finer scale. */
    Customer scaled(long factor) {
        long[] net = times(amounts, factor);
        return new Customer(
                account,
                days,
                lines,
                net,
                subscriptions,
                paying,
                attributes,
                sameArray(gross, amounts) ? net : times(gross, factor),
                paused,
                reasons);
    }

    private static boolean sameArray(long[] left, long[] right) {
        return left == right;
    }

    private static long[] times(long[] amounts, long factor) {
        long[] scaled = amounts.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.multiplyExact(scaled[i], factor);
        }
        return scaled;
    }
}
