package dev.keizoku.metrics.lifetime;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.BookLine;
import dev.keizoku.metrics.report.Customer;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.RateMissing;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Reporting;
import dev.keizoku.metrics.report.Segments;
import dev.keizoku.metrics.report.Selection;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
    private final Segments segments;
    private final int[] currencyOfLine;
    private final List<String> currencies;
    private final List<Of> all;

    private PaidHistories(PaidHistories other, List<Of> all) {
        this.book = other.book;
        this.selection = other.selection;
        this.segments = other.segments;
        this.currencies = other.currencies;
        this.currencyOfLine = other.currencyOfLine;
        this.all = List.copyOf(all);
    }

    private PaidHistories(Book book, Selection selection, Segments segments) {
        this.all = new ArrayList<>();
        this.book = book;
        this.selection = selection;
        this.segments = segments;
        this.currencies = book.lines().stream()
                .map(line -> line.currency().getCurrencyCode())
                .distinct()
                .toList();
        this.currencyOfLine = new int[book.lines().size()];
        Arrays.setAll(currencyOfLine, this::currencyOf);
        for (Customer customer : book.customers()) {
            if (segments.takes(customer)) {
                all.add(new Of(
                        customer,
                        PaidHistory.of(
                                customer,
                                currencyOfLine,
                                currencies.size(),
                                book.policies().keepsZeroCustomers())));
            }
        }
    }

    /** The customers a selection is about; its grouping is left to {@link #grouped}. */
    public static PaidHistories of(Book book, Selection selection) {
        return new PaidHistories(book, selection, new Segments(book, selection));
    }

    /** The same of a question. */
    public static PaidHistories of(Reading.Asked asked) {
        return new PaidHistories(asked.book(), asked.question().selection(), asked.segments());
    }

    /** The same with other histories in the place of these. */
    PaidHistories of(List<Of> others) {
        return new PaidHistories(this, others);
    }

    public List<Of> all() {
        return all;
    }

    /**
     * By group, in order. A customer is in the plan (product, interval, term, currency) that was worth most on the day it
     * began, for ever.
     *
     * @throws ProblemException 422 for too many groups
     */
    public Map<List<Label>, List<Of>> grouped() {
        Map<List<Label>, List<Of>> groups = new LinkedHashMap<>();
        for (Of one : all) {
            int began = Math.min(one.history().firstPaid(), one.history().firstService());
            if (began != PaidHistory.NEVER) {
                groups.computeIfAbsent(labels(one), any -> new ArrayList<>()).add(one);
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
     * What the balances of some customers are worth: in the reporting currency at the rates of a day, so that rates do not
     * pass for retention; native where the selection keeps currencies apart and they have one.
     *
     * @throws RateMissing when there are no rates
     */
    public Worth worth(List<Of> customers, Reporting reporting, LocalDate day) {
        TreeSet<String> codes = codesOf(customers);
        BigDecimal[] rates = new BigDecimal[currencies.size()];
        Arrays.fill(rates, BigDecimal.ONE);
        if (codes.isEmpty()) {
            return new Worth(null, book.scale(), rates);
        }
        if (selection.keepsCurrenciesApart() && codes.size() == 1) {
            return new Worth(Currency.getInstance(codes.first()), book.scale(), rates);
        }
        codes.forEach(code -> rates[currencies.indexOf(code)] = reporting.rate(code, day));
        return new Worth(reporting.currency(), book.scale(), rates);
    }

    private TreeSet<String> codesOf(List<Of> customers) {
        TreeSet<String> found = new TreeSet<>();
        for (Of one : customers) {
            for (int i = 0; i < one.customer().size(); i++) {
                int line = one.customer().line(i);
                if (one.customer().amount(i) != 0 && currencyOfLine[line] >= 0) {
                    found.add(currencies.get(currencyOfLine[line]));
                }
            }
        }
        return found;
    }

    private int currencyOf(int line) {
        String code = book.lines().get(line).currency().getCurrencyCode();
        return segments.laneOf(line) >= 0 && selection.takesCurrency(code) ? currencies.indexOf(code) : -1;
    }

    private List<Label> labels(Of one) {
        if (selection.groupBy().isEmpty()) {
            return List.of();
        }
        int line = firstLine(one.customer(), one.history());
        List<Label> labels = new ArrayList<>(segments.labels(segments.of(one.customer()), segments.laneOf(line)));
        if (selection.byCurrency()) {
            BookLine first = book.lines().get(line);
            labels.add(
                    selection.groupBy().indexOf(Selection.CURRENCY),
                    new Label(Selection.CURRENCY, first.currency().getCurrencyCode()));
        }
        return labels;
    }

    /** Of the lines the customer had on the day it first paid (or was first served), the one worth most. */
    private int firstLine(Customer customer, PaidHistory history) {
        int day = history.firstPaid() == PaidHistory.NEVER ? history.firstService() : history.firstPaid();
        Map<Integer, Long> worth = new LinkedHashMap<>();
        for (int i = 0; i < customer.size() && customer.day(i) <= day; i++) {
            if (currencyOfLine[customer.line(i)] >= 0) {
                worth.merge(customer.line(i), customer.amount(i), Long::sum);
            }
        }
        return worth.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }
}
