package dev.keizoku.metrics.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The groups of a report, found while walking the book. */
final class Groups {

    /** One group: the counts that do not depend on the currency, and the amounts by currency. */
    static final class Group {
        final List<Label> labels;
        final Tally counts;
        final @Nullable Tally[] byCurrency;
        private final int windows;

        Group(List<Label> labels, int windows, int currencies, boolean countsApart) {
            this.labels = labels;
            this.windows = windows;
            this.byCurrency = new Tally[currencies];
            this.counts = countsApart ? new Tally(windows) : amounts(0);
        }

        Tally amounts(int currency) {
            Tally tally = byCurrency[currency];
            if (tally == null) {
                tally = new Tally(windows);
                byCurrency[currency] = tally;
            }
            return tally;
        }
    }

    /** A report of more groups than anybody reads; it would take the memory of everybody else. */
    static final class TooManyGroups extends RuntimeException {
        TooManyGroups() {
            super("Too many groups.", null, false, false);
        }
    }

    static final int MOST_GROUPS = 2_000;
    static final int MOST_POINTS = 80_000;

    /** Above any code, so that combined keys stay distinct: codes end where groups do. */
    private static final long MOST_CODES = 1_000_000L;

    private final Book book;
    private final Selection selection;
    private final int windows;
    private final int currencies;
    private final boolean countsApart;
    private final int mostGroups;
    private final int[] attributeIndex;
    private final Map<String, Integer> codes = new HashMap<>();
    private final Map<Long, Group> groups = new HashMap<>();
    private final List<Group> all = new ArrayList<>();

    Groups(Book book, Selection selection, int windows, int currencies, boolean countsApart) {
        this.book = book;
        this.selection = selection;
        this.windows = windows;
        this.currencies = currencies;
        this.countsApart = countsApart;
        this.mostGroups = Math.clamp(MOST_POINTS / windows, 1, MOST_GROUPS);
        this.attributeIndex = selection.groupBy().stream()
                .filter(dimension -> dimension.startsWith(Selection.ATTRIBUTE))
                .mapToInt(dimension -> book.attributeNames().indexOf(dimension.substring(Selection.ATTRIBUTE.length())))
                .toArray();
        if (selection.groupBy().isEmpty()) {
            all.add(new Group(List.of(), windows, currencies, countsApart));
        }
    }

    List<Group> all() {
        return all;
    }

    /** The group of a customer's balances in one plan; the plan is ignored unless the report is by plan. */
    Group of(Customer customer, String plan) {
        if (selection.groupBy().isEmpty()) {
            return all.getFirst();
        }
        long key = selection.byPlan() ? code(plan) : 0;
        for (int index : attributeIndex) {
            String value = customer.attribute(index);
            key = key * MOST_CODES + (value == null ? 0 : code(value));
        }
        Group group = groups.get(key);
        if (group == null) {
            if (all.size() >= mostGroups) {
                throw new TooManyGroups();
            }
            group = new Group(labels(customer, plan), windows, currencies, countsApart);
            groups.put(key, group);
            all.add(group);
        }
        return group;
    }

    private int code(String value) {
        Integer code = codes.get(value);
        if (code == null) {
            code = codes.size() + 1;
            codes.put(value, code);
        }
        return code;
    }

    private List<Label> labels(Customer customer, String plan) {
        List<Label> labels = new ArrayList<>();
        for (String dimension : selection.groupBy()) {
            if (dimension.equals(Selection.PLAN)) {
                labels.add(new Label(dimension, plan));
            } else if (dimension.startsWith(Selection.ATTRIBUTE)) {
                String name = dimension.substring(Selection.ATTRIBUTE.length());
                labels.add(new Label(dimension, customer.attribute(book.attributeNames(), name)));
            }
        }
        return labels;
    }
}
