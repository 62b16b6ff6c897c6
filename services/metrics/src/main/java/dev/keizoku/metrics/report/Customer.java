package dev.keizoku.metrics.report;

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
 */
@SuppressWarnings("ArrayRecordComponent")
public record Customer(
        String account,
        int[] days,
        int[] lines,
        long[] amounts,
        int[] subscriptions,
        int[] paying,
        @Nullable String[] attributes) {

    public int size() {
        return days.length;
    }

    public @Nullable String attribute(int index) {
        return index >= 0 && index < attributes.length ? attributes[index] : null;
    }

    /** The customer's value of a named attribute. */
    public @Nullable String attribute(List<String> names, String name) {
        return attribute(names.indexOf(name));
    }
}
