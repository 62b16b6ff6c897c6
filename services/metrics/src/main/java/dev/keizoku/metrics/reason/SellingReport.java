package dev.keizoku.metrics.reason;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.lifetime.Worth;
import dev.keizoku.metrics.report.Basis;
import dev.keizoku.metrics.report.CustomerParts;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Parts;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Segments;
import dev.keizoku.metrics.report.Selection;
import dev.keizoku.metrics.report.Windows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Upsell, cross-sell and downsell of each window, by group of customers. */
final class SellingReport {

    /** What is reported. */
    enum Figure {
        /** Customers of the opening cohort with at least one / the opening cohort. */
        CUSTOMERS,
        /** MRR moved. */
        MRR,
        /** MRR moved / opening MRR. */
        SHARE_OF_MRR;

        Metric.Unit unit() {
            return this == MRR ? Metric.Unit.MONEY : Metric.Unit.RATE;
        }
    }

    private static final int MONTHS = 12;

    private final Reading.Asked asked;
    private final Windows windows;
    private final Selling selling;
    private final Figure figure;
    private final Map<String, List<AccountMovement>> byAccount = new HashMap<>();

    private SellingReport(Reading.Asked asked, Selling selling, Figure figure, MovementStore movements) {
        this.asked = asked;
        this.windows = asked.question().windows();
        this.selling = selling;
        this.figure = figure;
        Selection selection = asked.question().selection();
        movements.of(asked).stream()
                .filter(selling::is)
                .filter(movement -> selection.takesCurrency(movement.currency().getCurrencyCode()))
                .forEach(movement -> byAccount
                        .computeIfAbsent(movement.account(), any -> new ArrayList<>())
                        .add(movement));
    }

    /** A series for each group. */
    static List<MetricReport.Series> of(Reading.Asked asked, Selling selling, Figure figure, MovementStore movements) {
        refuseWhatHasNoReason(asked);
        SellingReport report = new SellingReport(asked, selling, figure, movements);
        PaidHistories histories = PaidHistories.of(asked);
        List<MetricReport.Series> all = new ArrayList<>();
        histories
                .grouped()
                .forEach((labels, customers) ->
                        all.add(report.series(labels, customers, report.worth(histories, customers))));
        return all;
    }

    private MetricReport.Series series(List<Label> labels, List<PaidHistories.Of> customers, Worth worth) {
        Currency currency = figure == Figure.MRR ? worth.currency() : null;
        List<MetricValue> values = new ArrayList<>();
        for (int window = 0; window < windows.periods().size(); window++) {
            values.add(window < windows.size() ? value(customers, window, worth) : MetricValue.UNDEFINED);
        }
        return new MetricReport.Series(labels, currency == null ? null : currency.getCurrencyCode(), values);
    }

    /** Who makes the figure of the only window. */
    static CustomerParts parts(Reading.Asked asked, Selling selling, Figure figure, MovementStore movements) {
        refuseWhatHasNoReason(asked);
        SellingReport report = new SellingReport(asked, selling, figure, movements);
        PaidHistories histories = PaidHistories.of(asked);
        Worth worth = report.worth(histories, histories.all());
        Currency currency = worth.currency();
        if (report.windows.size() == 0) {
            return CustomerParts.of(null, report.nothing(), List.of());
        }
        return CustomerParts.of(
                currency == null ? null : currency.getCurrencyCode(),
                report.nothing(),
                histories.all().stream()
                        .map(one -> new CustomerParts.Part(one.customer().account(), report.parts(one, 0, worth)))
                        .toList());
    }

    /** Who only counts customers needs no rates. */
    private Worth worth(PaidHistories histories, List<PaidHistories.Of> customers) {
        return histories.worth(
                figure == Figure.CUSTOMERS ? List.of() : customers, asked.reporting(), asked.dataThrough());
    }

    private MetricValue value(List<PaidHistories.Of> customers, int window, Worth worth) {
        Parts sum = nothing();
        for (PaidHistories.Of one : customers) {
            sum = sum.plus(parts(one, window, worth));
        }
        return sum.value(figure.unit());
    }

    private Parts nothing() {
        return figure == Figure.MRR ? new Parts(BigDecimal.ZERO, null, MONTHS) : Parts.share(0, 0);
    }

    private Parts parts(PaidHistories.Of one, int window, Worth worth) {
        int edge = windows.edge(window);
        boolean ofCohort = one.history().paysBefore(edge);
        List<AccountMovement> own = movements(one.customer().account(), window);
        if (figure == Figure.CUSTOMERS) {
            return Parts.share(ofCohort && !own.isEmpty() ? 1 : 0, ofCohort ? 1 : 0);
        }
        BigDecimal moved = BigDecimal.ZERO;
        for (AccountMovement movement : own) {
            moved = moved.add(movement.amount().multiply(rate(movement, worth)));
        }
        return figure == Figure.MRR
                ? new Parts(moved, null, MONTHS)
                : new Parts(moved, worth.of(one.history().balancesBefore(edge)), 1);
    }

    /** Amounts are valued at the rate of their day, shares at the one rate that the opening is valued at. */
    private BigDecimal rate(AccountMovement movement, Worth worth) {
        Currency currency = worth.currency();
        if (currency == null || currency.equals(movement.currency())) {
            return BigDecimal.ONE;
        }
        return asked.reporting()
                .rate(
                        movement.currency().getCurrencyCode(),
                        figure == Figure.MRR ? movement.day() : asked.dataThrough());
    }

    private List<AccountMovement> movements(String account, int window) {
        return byAccount.getOrDefault(account, List.of()).stream()
                .filter(movement -> movement.day().toEpochDay() >= windows.edge(window)
                        && movement.day().toEpochDay() < windows.edge(window + 1))
                .toList();
    }

    /** The reason is that of a whole customer's day: it is not known of a plan's share, nor of an interval's ends. */
    static void refuseWhatHasNoReason(Reading.Asked asked) {
        List<FieldError> errors = new ArrayList<>();
        Selection selection = asked.question().selection();
        if (asked.question().basis() != Basis.LEDGER) {
            errors.add(new FieldError("?basis", "invalid_value", "Accepted here: ledger."));
        }
        if (!selection.plans().isEmpty()) {
            errors.add(new FieldError("?plan", "invalid_value", "Reasons are of whole customers."));
        }
        selection.filters().keySet().stream()
                .filter(Segments::ofLine)
                .forEach(dimension -> errors.add(
                        new FieldError("?" + dimension, "invalid_value", "Reasons are of whole customers.")));
        if (selection.byCurrency() || selection.groupBy().stream().anyMatch(Segments::ofLine)) {
            errors.add(new FieldError(
                    "?group_by", "invalid_value", "Accepted here: what is the same for all of a customer."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }
}
