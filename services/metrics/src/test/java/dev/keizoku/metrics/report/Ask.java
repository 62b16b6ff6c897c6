package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.Reason;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks a book a question in one line. */
record Ask(
        Book book,
        LocalDate from,
        LocalDate to,
        Interval interval,
        Basis basis,
        Selection selection,
        @Nullable Period trailing,
        boolean includeReactivation,
        LocalDate today,
        @Nullable FxRates rates,
        @Nullable Fx fx,
        int firstMonth) {

    private static final Currency DOLLARS = Currency.getInstance("USD");

    Ask(
            Book book,
            LocalDate from,
            LocalDate to,
            Interval interval,
            Basis basis,
            Selection selection,
            @Nullable Period trailing,
            boolean includeReactivation,
            LocalDate today) {
        this(
                book,
                from,
                to,
                interval,
                basis,
                selection,
                trailing,
                includeReactivation,
                today,
                null,
                null,
                Interval.JANUARY);
    }

    static Ask monthly(Book book, String from, String to) {
        return new Ask(
                book,
                LocalDate.parse(from),
                LocalDate.parse(to),
                Interval.MONTH,
                Basis.LEDGER,
                Selection.EVERYTHING,
                null,
                false,
                LocalDate.parse("2040-01-01"));
    }

    Ask by(Interval other) {
        return new Ask(
                book, from, to, other, basis, selection, trailing, includeReactivation, today, rates, fx, firstMonth);
    }

    Ask endpoints() {
        return new Ask(
                book,
                from,
                to,
                interval,
                Basis.ENDPOINTS,
                selection,
                trailing,
                includeReactivation,
                today,
                rates,
                fx,
                firstMonth);
    }

    Ask on(String day) {
        return new Ask(
                book,
                from,
                to,
                interval,
                basis,
                selection,
                trailing,
                includeReactivation,
                LocalDate.parse(day),
                rates,
                fx,
                firstMonth);
    }

    Ask groupBy(String... dimensions) {
        return with(
                new Selection(List.of(dimensions), selection.plans(), selection.currencies(), selection.attributes()));
    }

    Ask plans(String... plans) {
        return with(new Selection(selection.groupBy(), Set.of(plans), selection.currencies(), selection.attributes()));
    }

    Ask currencies(String... currencies) {
        return with(new Selection(selection.groupBy(), selection.plans(), Set.of(currencies), selection.attributes()));
    }

    Ask attribute(String name, String... values) {
        return with(new Selection(
                selection.groupBy(), selection.plans(), selection.currencies(), Map.of(name, Set.of(values))));
    }

    Ask trailing(String period) {
        return new Ask(
                book,
                from,
                to,
                interval,
                basis,
                selection,
                Period.parse(period),
                includeReactivation,
                today,
                rates,
                fx,
                firstMonth);
    }

    Ask withReactivation() {
        return new Ask(book, from, to, interval, basis, selection, trailing, true, today, rates, fx, firstMonth);
    }

    /** With exchange rates into dollars. */
    Ask valued(FxRates known) {
        return new Ask(
                book,
                from,
                to,
                interval,
                basis,
                selection,
                trailing,
                includeReactivation,
                today,
                known,
                fx,
                firstMonth);
    }

    Ask asReported() {
        return new Ask(
                book,
                from,
                to,
                interval,
                basis,
                selection,
                trailing,
                includeReactivation,
                today,
                rates,
                Fx.AS_REPORTED,
                firstMonth);
    }

    Ask yearFrom(int month) {
        return new Ask(
                book, from, to, interval, basis, selection, trailing, includeReactivation, today, rates, fx, month);
    }

    Ask filter(String dimension, String... values) {
        return with(new Selection(
                selection.groupBy(),
                selection.plans(),
                selection.currencies(),
                selection.attributes(),
                Map.of(dimension, Set.of(values))));
    }

    Ask without(Reason reason) {
        return with(selection.without(reason));
    }

    BookWalk.Tallied valuedTally() {
        return valuedTally(false);
    }

    BookWalk.Tallied valuedTally(boolean constant) {
        return BookWalk.tally(book, windows(), basis, selection, new Valuation(DOLLARS, rates, constant), null);
    }

    /** The only series, each value as text at its natural precision; null where undefined. */
    List<String> values(Metric metric) {
        List<MetricReport.Series> series = series(metric);
        if (series.size() != 1) {
            throw new AssertionError(series.size() + " series");
        }
        return texts(series.getFirst().values());
    }

    String value(Metric metric) {
        List<String> values = values(metric);
        if (values.size() != 1) {
            throw new AssertionError(values + " is not one value");
        }
        return values.getFirst();
    }

    /** First values by group. */
    Map<String, String> groups(Metric metric) {
        Map<String, String> groups = new LinkedHashMap<>();
        for (MetricReport.Series line : series(metric)) {
            String name = String.join(
                    " ",
                    line.group().stream()
                            .map(label -> String.valueOf(label.value()))
                            .toList());
            groups.put(name, texts(line.values()).getFirst());
        }
        return groups;
    }

    List<MetricReport.Series> series(Metric metric) {
        Question question =
                new Question(windows(), interval, basis, selection, trailing, includeReactivation, firstMonth, fx);
        return rates == null
                ? MetricReport.of(book, metric, question, today)
                : MetricReport.of(book, metric, question, today, new Reporting(DOLLARS, () -> rates))
                        .series();
    }

    List<TalliedGroup> tally() {
        return BookWalk.tally(book, windows(), basis, selection);
    }

    Windows windows() {
        return Windows.of(from, to, interval, firstMonth, today);
    }

    private Ask with(Selection other) {
        return new Ask(
                book, from, to, interval, basis, other, trailing, includeReactivation, today, rates, fx, firstMonth);
    }

    private static List<String> texts(List<MetricValue> values) {
        List<String> texts = new ArrayList<>();
        for (MetricValue value : values) {
            texts.add(
                    switch (value) {
                        case MetricValue.Amount amount -> amount.rounded(2).toPlainString();
                        case MetricValue.Rate rate -> plain(rate.rounded());
                        case MetricValue.Count count -> Long.toString(count.value());
                        case MetricValue.Undefined undefined -> null;
                    });
        }
        return texts;
    }

    private static String plain(BigDecimal rate) {
        return rate.toPlainString();
    }
}
