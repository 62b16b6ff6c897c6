package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One group of a report.
 *
 * @param labels the group's value of each dimension; null where the customers have none
 * @param counts what is counted
 * @param amounts what is added up, by currency; only currencies in which there is anything
 * @param scale of the amounts
 */
record TalliedGroup(List<Label> labels, Tally counts, SortedMap<String, Tally> amounts, AmountScale scale) {

    /** The whole of a company of which there is nothing to say yet. */
    static final TalliedGroup NOTHING =
            new TalliedGroup(List.of(), new Tally(0), new TreeMap<>(), AmountScale.of(0, BigDecimal.ZERO));

    static final Comparator<TalliedGroup> BY_LABELS = (left, right) -> compareLabels(left.labels(), right.labels());

    static List<TalliedGroup> of(
            List<Groups.Group> groups, Currencies currencies, Selection selection, AmountScale scale) {
        List<TalliedGroup> tallied = new ArrayList<>();
        for (Groups.Group group : groups) {
            SortedMap<String, Tally> amounts = new TreeMap<>();
            for (int c = 0; c < currencies.size(); c++) {
                Tally tally = group.byCurrency[c];
                if (tally != null && currencies.takes(c) && !tally.isEmpty()) {
                    amounts.put(currencies.code(c), tally);
                }
            }
            if (selection.byCurrency()) {
                amounts.forEach((code, tally) -> {
                    SortedMap<String, Tally> own = new TreeMap<>(Map.of(code, tally));
                    tallied.add(new TalliedGroup(withCurrency(group.labels, code, selection), tally, own, scale));
                });
            } else if (selection.groupBy().isEmpty() || !group.counts.isEmpty()) {
                amounts.values().removeIf(tally -> !tally.hasAmounts());
                tallied.add(new TalliedGroup(group.labels, group.counts, amounts, scale));
            }
        }
        tallied.sort(BY_LABELS);
        return tallied;
    }

    static List<Label> withCurrency(List<Label> labels, String currency, Selection selection) {
        List<Label> all = new ArrayList<>(labels);
        all.add(selection.groupBy().indexOf(Selection.CURRENCY), new Label(Selection.CURRENCY, currency));
        return all;
    }

    /** Text order; what has no value comes last. */
    private static int compareLabels(List<Label> left, List<Label> right) {
        for (int i = 0; i < left.size(); i++) {
            int result = compare(left.get(i).value(), right.get(i).value());
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    private static int compare(@Nullable String left, @Nullable String right) {
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        return Book.BY_ACCOUNT.compare(left, right);
    }
}
