package dev.keizoku.metrics.report;

import dev.keizoku.kernel.CallerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * Every balance of a tenant, in memory, as it stood at one position of the feed. Immutable.
 *
 * @param epoch which build of the ledger it was read from; a rebuild starts another
 * @param position the sequence of the feed the ledger had reached
 * @param lines what {@link Customer#lines()} points into
 * @param attributeNames what {@link Customer#attributes()} is ordered by
 * @param customers by account id
 */
public record Book(
        long epoch,
        long position,
        AmountScale scale,
        List<BookLine> lines,
        List<String> attributeNames,
        List<Customer> customers) {

    public static final Comparator<String> BY_ACCOUNT = CallerId.BYTEWISE;

    static Book empty(long epoch, long position) {
        return new Book(epoch, position, AmountScale.of(0, java.math.BigDecimal.ZERO), List.of(), List.of(), List.of());
    }

    /** This book with some customers replaced, added, or (where they have nothing left) taken out. */
    Book with(
            long newPosition,
            List<BookLine> newLines,
            List<String> newAttributeNames,
            SortedMap<String, Customer> changed) {
        List<Customer> merged = new ArrayList<>(customers.size() + changed.size());
        List<Customer> incoming = new ArrayList<>(changed.values());
        int next = 0;
        for (Customer customer : customers) {
            while (next < incoming.size() && compare(incoming.get(next), customer) < 0) {
                merged.add(incoming.get(next++));
            }
            if (next < incoming.size() && compare(incoming.get(next), customer) == 0) {
                merged.add(incoming.get(next++));
            } else {
                merged.add(customer);
            }
        }
        merged.addAll(incoming.subList(next, incoming.size()));
        merged.removeIf(customer -> customer.size() == 0);
        return new Book(epoch, newPosition, scale, newLines, newAttributeNames, merged);
    }

    /** How many balance changes it holds, which is what its memory goes into. */
    long points() {
        return customers.stream().mapToLong(Customer::size).sum();
    }

    private static int compare(Customer left, Customer right) {
        return BY_ACCOUNT.compare(left.account(), right.account());
    }
}
