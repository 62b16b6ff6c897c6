package dev.keizoku.metrics.lifetime;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.BookLine;
import dev.keizoku.metrics.report.Customer;
import dev.keizoku.metrics.report.CustomerFilter;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.RateMissing;
import dev.keizoku.metrics.report.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The histories of a selection's customers, each in the group it began in. */
public final class PaidHistories {

    /** One customer and how it stood over time. */
    public record Of(Customer customer, PaidHistory history) {}

    private static final int MOST_GROUPS = 200;

    private static final Comparator<List<Label>> BY_VALUES = (left, right) -> {
        for (int i = 0; i < left.size(); i++) {
            int result = Comparator.nullsLast(Book.BY_ACCOUNT)
                    .compare(left.get(i).value(), right.get(i).value());
            if (result != 0) {
                return result;
            }
        }
        return 0;
    };

    private final Book book;
    private final Selection selection;
    private final int[] currencyOfLine;
    private final List<String> currencies;
    private final List<Of> all = new ArrayList<>();

    private PaidHistories(Book book, Selection selection) {
        this.book = book;
        this.selection = selection;
        this.currencies = book.lines().stream()
                .map(line -> line.currency().getCurrencyCode())
                .distinct()
                .toList();
        this.currencyOfLine = book.lines().stream().mapToInt(this::currencyOf).toArray();
    }

    /** The customers a selection is about; its grouping is left to {@link #grouped}. */
    public static PaidHistories of(Book book, Selection selection) {
        PaidHistories histories = new PaidHistories(book, selection);
        CustomerFilter filter = CustomerFilter.of(book, selection);
        for (Customer customer : book.customers()) {
            if (filter.takes(customer)) {
                histories.all.add(new Of(
                        customer, PaidHistory.of(customer, histories.currencyOfLine, histories.currencies.size())));
            }
        }
        return histories;
    }

    public List<Of> all() {
        return all;
    }

    /**
     * By group, in order. A customer is in the plan and the currency that was worth most on the day it began, for ever.
     *
     * @throws ProblemException 400 for a dimension that does not sort customers for good, 422 for too many groups
     */
    public Map<List<Label>, List<Of>> grouped() {
        Map<List<Label>, List<Of>> groups = new LinkedHashMap<>();
        for (Of one : all) {
            int began = Math.min(one.history().firstPaid(), one.history().firstService());
            if (began != PaidHistory.NEVER) {
                groups.computeIfAbsent(labels(one.customer(), one.history()), any -> new ArrayList<>())
                        .add(one);
            }
        }
        if (groups.size() > MOST_GROUPS) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "?group_by", FieldError.OUT_OF_RANGE, "More than " + MOST_GROUPS + " groups; filter first.")));
        }
        if (groups.isEmpty() && selection.groupBy().isEmpty()) {
            groups.put(List.of(), List.of());
        }
        Map<List<Label>, List<Of>> sorted = new LinkedHashMap<>();
        groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(BY_VALUES))
                .forEach(group -> sorted.put(group.getKey(), group.getValue()));
        return sorted;
    }

    /**
     * The one currency of some customers' amounts; null when they have none.
     *
     * @throws RateMissing when there are several
     */
    public @Nullable Currency currencyOf(List<Of> customers) {
        Set<String> found = new TreeSet<>();
        for (Of one : customers) {
            for (int i = 0; i < one.customer().size(); i++) {
                int line = one.customer().lines()[i];
                if (one.customer().amounts()[i] != 0 && currencyOfLine[line] >= 0) {
                    found.add(book.lines().get(line).currency().getCurrencyCode());
                }
            }
        }
        if (found.size() > 1) {
            throw new RateMissing(List.copyOf(found));
        }
        return found.isEmpty() ? null : Currency.getInstance(found.iterator().next());
    }

    private int currencyOf(BookLine line) {
        String code = line.currency().getCurrencyCode();
        return selection.takesPlan(line.plan()) && selection.takesCurrency(code) ? currencies.indexOf(code) : -1;
    }

    private List<Label> labels(Customer customer, PaidHistory history) {
        List<Label> labels = new ArrayList<>();
        for (String dimension : selection.groupBy()) {
            labels.add(new Label(dimension, value(customer, history, dimension)));
        }
        return labels;
    }

    private @Nullable String value(Customer customer, PaidHistory history, String dimension) {
        if (dimension.startsWith(Selection.ATTRIBUTE)) {
            return customer.attribute(book.attributeNames(), dimension.substring(Selection.ATTRIBUTE.length()));
        }
        if (dimension.equals(Selection.PLAN)) {
            return firstLine(customer, history).plan();
        }
        if (dimension.equals(Selection.CURRENCY)) {
            return firstLine(customer, history).currency().getCurrencyCode();
        }
        throw ProblemException.ofFields(List.of(
                new FieldError("?group_by", "invalid_value", "Accepted here: plan, currency, attribute.<name>.")));
    }

    /** Of the lines the customer had on the day it first paid (or was first served), the one worth most. */
    private BookLine firstLine(Customer customer, PaidHistory history) {
        int day = history.firstPaid() == PaidHistory.NEVER ? history.firstService() : history.firstPaid();
        Map<Integer, Long> worth = new LinkedHashMap<>();
        for (int i = 0; i < customer.size() && customer.days()[i] <= day; i++) {
            if (currencyOfLine[customer.lines()[i]] >= 0) {
                worth.merge(customer.lines()[i], customer.amounts()[i], Long::sum);
            }
        }
        int line = worth.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        return book.lines().get(line);
    }
}
