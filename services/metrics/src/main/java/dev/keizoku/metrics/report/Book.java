package dev.keizoku.metrics.report;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.metrics.movement.LedgerPolicies;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Every balance of a tenant, in memory, as it stood at one position of the feed. Immutable, but for the tallies it keeps of
 * what it was asked.
 */
public final class Book {

    public static final Comparator<String> BY_ACCOUNT = CallerId.BYTEWISE;

    private final long epoch;
    private final long position;
    private final AmountScale scale;
    private final List<BookLine> lines;
    private final List<String> attributeNames;
    private final List<Customer> customers;
    private final Map<String, String> products;
    private final LedgerPolicies policies;
    private final @Nullable KeptTallies kept;

    private Book(
            long epoch,
            long position,
            AmountScale scale,
            List<BookLine> lines,
            List<String> attributeNames,
            List<Customer> customers,
            Map<String, String> products,
            LedgerPolicies policies,
            @Nullable KeptTallies kept) {
        this.epoch = epoch;
        this.position = position;
        this.scale = scale;
        this.lines = lines;
        this.attributeNames = attributeNames;
        this.customers = customers;
        this.products = products;
        this.policies = policies;
        this.kept = kept;
    }

    /** A book of a tenant that has named no product and no policy. */
    public Book(
            long epoch,
            long position,
            AmountScale scale,
            List<BookLine> lines,
            List<String> attributeNames,
            List<Customer> customers) {
        this(
                epoch,
                position,
                scale,
                lines,
                attributeNames,
                customers,
                Map.of(),
                LedgerPolicies.DEFAULTS,
                new KeptTallies(customers.size()));
    }

    /** Which build of the ledger it was read from; a rebuild starts another. */
    public long epoch() {
        return epoch;
    }

    /** The sequence of the feed the ledger had reached. */
    public long position() {
        return position;
    }

    public AmountScale scale() {
        return scale;
    }

    /** What the lines of {@link Customer} point into. */
    public List<BookLine> lines() {
        return lines;
    }

    /** What the attributes of {@link Customer} are ordered by. */
    public List<String> attributeNames() {
        return attributeNames;
    }

    /** By account id. */
    public List<Customer> customers() {
        return customers;
    }

    /** The same from an account id on. */
    public List<Customer> from(String account) {
        return customers.subList(placeOf(account, 0), customers.size());
    }

    /** The product of each plan. */
    public Map<String, String> products() {
        return products;
    }

    /** By which the ledger was netted. */
    public LedgerPolicies policies() {
        return policies;
    }

    /** This book with some customers replaced, added, or (where they have nothing left) taken out. */
    Book with(
            long newPosition,
            List<BookLine> newLines,
            List<String> newAttributeNames,
            SortedMap<String, Customer> changed) {
        List<Customer> merged = new ArrayList<>(customers.size() + changed.size());
        List<Customer> gone = new ArrayList<>();
        List<Customer> come = new ArrayList<>();
        int copied = 0;
        for (Customer customer : changed.values()) {
            int place = placeOf(customer.account(), copied);
            boolean known =
                    place < customers.size() && customers.get(place).account().equals(customer.account());
            merged.addAll(customers.subList(copied, place));
            copied = place;
            if (known) {
                gone.add(customers.get(copied++));
            }
            if (customer.size() > 0) {
                merged.add(customer);
                come.add(customer);
            }
        }
        merged.addAll(customers.subList(copied, customers.size()));
        Book next = book(newPosition, scale, newLines, newAttributeNames, merged);
        return kept == null ? next : next.keeping(kept.brought(this, next, gone, come));
    }

    /** This book with one of its customers alone; asked once, so it keeps nothing. */
    Book of(Customer customer) {
        return book(position, scale, lines, attributeNames, List.of(customer)).keeping(null);
    }

    /** This book with what is known of plans and policies. */
    Book knowing(Map<String, String> newProducts, LedgerPolicies newPolicies) {
        return newProducts.equals(products) && newPolicies.equals(policies)
                ? this
                : new Book(
                        epoch,
                        position,
                        scale,
                        lines,
                        attributeNames,
                        customers,
                        newProducts,
                        newPolicies,
                        new KeptTallies(customers.size()));
    }

    /** This book with amounts of another scale, which has at least as many decimals. */
    Book scaled(AmountScale finer) {
        long factor = finer.units(BigDecimal.ONE.movePointLeft(scale.decimals()));
        List<Customer> scaled =
                customers.stream().map(customer -> customer.scaled(factor)).toList();
        return book(position, finer, lines, attributeNames, scaled);
    }

    /** What all customers add to a report, in native amounts. */
    Tallies tallies(Windows windows, Basis basis, Selection selection) {
        return kept == null
                ? BookWalk.tallies(this, customers, windows, basis, selection)
                : kept.of(this, windows, basis, selection);
    }

    /** The sum of the sizes of all changes. */
    BigDecimal moved() {
        BigDecimal moved = BigDecimal.ZERO;
        for (Customer customer : customers) {
            for (int i = 0; i < customer.size(); i++) {
                moved = moved.add(scale.amount(Math.abs(customer.amount(i))));
            }
        }
        return moved;
    }

    /** What it takes in memory, more or less. */
    long bytes() {
        return customers.stream().mapToLong(Customer::bytes).sum();
    }

    private Book book(
            long atPosition,
            AmountScale ofScale,
            List<BookLine> ofLines,
            List<String> ofAttributes,
            List<Customer> ofCustomers) {
        return new Book(
                epoch,
                atPosition,
                ofScale,
                ofLines,
                ofAttributes,
                ofCustomers,
                products,
                policies,
                new KeptTallies(ofCustomers.size()));
    }

    private Book keeping(@Nullable KeptTallies tallies) {
        return new Book(epoch, position, scale, lines, attributeNames, customers, products, policies, tallies);
    }

    /** Where an account is or would be, not before {@code from}. */
    private int placeOf(String account, int from) {
        int low = from;
        int high = customers.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (BY_ACCOUNT.compare(customers.get(middle).account(), account) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
