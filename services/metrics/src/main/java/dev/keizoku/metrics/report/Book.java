package dev.keizoku.metrics.report;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.metrics.movement.LedgerPolicies;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Every balance of a tenant, in memory, as it stood at one position of the feed. Immutable.
 *
 * @param epoch which build of the ledger it was read from; a rebuild starts another
 * @param position the sequence of the feed the ledger had reached
 * @param lines what {@link Customer#lines()} points into
 * @param attributeNames what {@link Customer#attributes()} is ordered by
 * @param customers by account id
 * @param products the product of each plan
 * @param policies by which the ledger was netted
 */
public record Book(
        long epoch,
        long position,
        AmountScale scale,
        List<BookLine> lines,
        List<String> attributeNames,
        List<Customer> customers,
        Map<String, String> products,
        LedgerPolicies policies) {

    public static final Comparator<String> BY_ACCOUNT = CallerId.BYTEWISE;

    /** A book of a tenant that has named no product and no policy. */
    public Book(
            long epoch,
            long position,
            AmountScale scale,
            List<BookLine> lines,
            List<String> attributeNames,
            List<Customer> customers) {
        this(epoch, position, scale, lines, attributeNames, customers, Map.of(), LedgerPolicies.DEFAULTS);
    }

    static Book empty(long epoch, long position) {
        return new Book(epoch, position, AmountScale.of(0, BigDecimal.ZERO), List.of(), List.of(), List.of());
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
        return new Book(epoch, newPosition, scale, newLines, newAttributeNames, merged, products, policies);
    }

    /** This book with one of its customers alone. */
    Book of(Customer customer) {
        return new Book(epoch, position, scale, lines, attributeNames, List.of(customer), products, policies);
    }

    /** This book with what is known of plans and policies. */
    Book knowing(Map<String, String> newProducts, LedgerPolicies newPolicies) {
        return new Book(epoch, position, scale, lines, attributeNames, customers, newProducts, newPolicies);
    }

    /** This book with amounts of another scale, which has at least as many decimals. */
    Book scaled(AmountScale finer) {
        long factor = finer.units(BigDecimal.ONE.movePointLeft(scale.decimals()));
        List<Customer> scaled =
                customers.stream().map(customer -> customer.scaled(factor)).toList();
        return new Book(epoch, position, finer, lines, attributeNames, scaled, products, policies);
    }

    /** The sum of the sizes of all changes. */
    BigDecimal moved() {
        BigDecimal moved = BigDecimal.ZERO;
        for (Customer customer : customers) {
            for (int i = 0; i < customer.size(); i++) {
                moved = moved.add(scale.amount(Math.abs(customer.amounts()[i])));
            }
        }
        return moved;
    }

    /** How many balance changes it holds, which is what its memory goes into. */
    long points() {
        return customers.stream().mapToLong(Customer::size).sum();
    }

    private static int compare(Customer left, Customer right) {
        return BY_ACCOUNT.compare(left.account(), right.account());
    }
}
