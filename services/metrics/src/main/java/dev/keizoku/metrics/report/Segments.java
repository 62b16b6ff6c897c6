package dev.keizoku.metrics.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer belongs in a report.
 *
 * <p>Some dimensions (plan, product, billing interval, term) tell the parts of a customer's balance apart: each
 * combination of their values is a <em>lane</em>, looked at as if it were a customer of its own. The others are the same
 * for all of a customer.
 */
public final class Segments {

    private final Book book;
    private final Selection selection;
    private final @Nullable Sizing sizing;
    private final CustomerFilter filter;
    private final List<String> customerDimensions;
    private final List<List<@Nullable String>> lanes = new ArrayList<>();
    private final int[] laneOfLine;

    /** Of a selection that does not look at the size of customers. */
    public Segments(Book book, Selection selection) {
        this(book, selection, null);
    }

    Segments(Book book, Selection selection, @Nullable Sizing sizing) {
        this.book = book;
        this.selection = selection;
        this.sizing = sizing;
        this.filter = CustomerFilter.of(book, selection);
        List<String> lineDimensions =
                selection.groupBy().stream().filter(Segments::ofLine).toList();
        this.customerDimensions = selection.groupBy().stream()
                .filter(dimension -> !ofLine(dimension) && !dimension.equals(Selection.CURRENCY))
                .toList();
        this.laneOfLine = new int[book.lines().size()];
        for (int line = 0; line < laneOfLine.length; line++) {
            laneOfLine[line] = takes(book.lines().get(line)) ? lane(book.lines().get(line), lineDimensions) : -1;
        }
    }

    /** The lane a line belongs to; -1 when the report leaves it out. */
    public int laneOf(int line) {
        return laneOfLine[line];
    }

    int lanes() {
        return lanes.size();
    }

    /** Whether the report is about the customer at all. */
    public boolean takes(Customer customer) {
        if (!filter.takes(customer)) {
            return false;
        }
        for (Map.Entry<String, Set<String>> accepted : selection.filters().entrySet()) {
            if (!ofLine(accepted.getKey())) {
                String value = value(customer, accepted.getKey());
                if (value == null || !accepted.getValue().contains(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The customer's values of the dimensions that are the same for all of it. */
    public @Nullable String[] of(Customer customer) {
        @Nullable String[] values = new String[customerDimensions.size()];
        Arrays.setAll(values, i -> value(customer, customerDimensions.get(i)));
        return values;
    }

    public List<Label> labels(@Nullable String[] ofCustomer, int lane) {
        List<Label> labels = new ArrayList<>();
        int customer = 0;
        int line = 0;
        for (String dimension : selection.groupBy()) {
            if (ofLine(dimension)) {
                labels.add(new Label(dimension, lanes.get(lane).get(line++)));
            } else if (!dimension.equals(Selection.CURRENCY)) {
                labels.add(new Label(dimension, ofCustomer[customer++]));
            }
        }
        return labels;
    }

    /** Whether a customer can have several values of a dimension at a time, each for a part of its balance. */
    public static boolean ofLine(String dimension) {
        return dimension.equals(Selection.PLAN)
                || Dimension.of(dimension).filter(Dimension::ofLine).isPresent();
    }

    private boolean takes(BookLine line) {
        if (!selection.takesPlan(line.plan())) {
            return false;
        }
        return selection.filters().entrySet().stream()
                .filter(accepted -> ofLine(accepted.getKey()))
                .allMatch(accepted -> {
                    String value = value(line, accepted.getKey());
                    return value != null && accepted.getValue().contains(value);
                });
    }

    private int lane(BookLine line, List<String> dimensions) {
        List<@Nullable String> values = new ArrayList<>();
        dimensions.forEach(dimension -> values.add(value(line, dimension)));
        int known = lanes.indexOf(values);
        if (known < 0) {
            lanes.add(values);
            return lanes.size() - 1;
        }
        return known;
    }

    private @Nullable String value(BookLine line, String dimension) {
        if (dimension.equals(Selection.PLAN)) {
            return line.plan();
        }
        return switch (Dimension.of(dimension).orElseThrow()) {
            case PRODUCT -> book.products().get(line.plan());
            case BILLING_INTERVAL -> line.interval().isEmpty() ? null : line.interval();
            case TERM -> line.term().isEmpty() ? null : line.term();
            case OWNER, PARENT, COUNTRY, COHORT, SIZE ->
                throw new IllegalArgumentException("A line has no " + dimension + ".");
        };
    }

    private @Nullable String value(Customer customer, String dimension) {
        if (dimension.startsWith(Selection.ATTRIBUTE)) {
            return customer.attribute(book.attributeNames(), dimension.substring(Selection.ATTRIBUTE.length()));
        }
        return switch (Dimension.of(dimension).orElseThrow()) {
            case OWNER -> customer.attribute(book.attributeNames(), AccountFields.OWNER);
            case PARENT -> customer.attribute(book.attributeNames(), AccountFields.PARENT);
            case COUNTRY -> customer.attribute(book.attributeNames(), "country");
            case COHORT -> cohort(customer);
            case SIZE -> sizing == null ? null : sizing.of(book, customer);
            case PRODUCT, BILLING_INTERVAL, TERM ->
                throw new IllegalArgumentException("A customer has many values of " + dimension + ".");
        };
    }

    /** The month at whose first paid day all of the customer's plans are looked at, whatever the report takes. */
    private @Nullable String cohort(Customer customer) {
        long[] balances = new long[book.lines().size()];
        int i = 0;
        while (i < customer.size()) {
            int day = customer.day(i);
            for (; i < customer.size() && customer.day(i) == day; i++) {
                balances[customer.line(i)] += customer.amount(i);
            }
            if (Arrays.stream(balances).anyMatch(balance -> balance > 0)) {
                return LocalDate.ofEpochDay(day).toString().substring(0, "yyyy-mm".length());
            }
        }
        return null;
    }
}
