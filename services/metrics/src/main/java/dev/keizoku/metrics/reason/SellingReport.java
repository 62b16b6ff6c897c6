package dev.keizoku.metrics.reason;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.lifetime.Worth;
import dev.keizoku.metrics.report.Basis;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricValue;
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
        SHARE_OF_MRR
    }

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    private final Reading.Asked asked;
    private final Windows windows;
    private final Selling selling;
    private final Figure figure;
    private final Map<String, List<AccountMovement>> byAccount = new HashMap<>();

    private SellingReport(Reading.Asked asked, Selling selling, Figure figure, List<AccountMovement> movements) {
        this.asked = asked;
        this.windows = asked.question().windows();
        this.selling = selling;
        this.figure = figure;
        Selection selection = asked.question().selection();
        movements.stream()
                .filter(selling::is)
                .filter(movement -> selection.takesCurrency(movement.currency().getCurrencyCode()))
                .forEach(movement -> byAccount
                        .computeIfAbsent(movement.account(), any -> new ArrayList<>())
                        .add(movement));
    }

    /** A series for each group. */
    static List<MetricReport.Series> of(
            Reading.Asked asked, Selling selling, Figure figure, List<AccountMovement> movements) {
        refuseWhatHasNoReason(asked);
        SellingReport report = new SellingReport(asked, selling, figure, movements);
        PaidHistories histories = PaidHistories.of(asked);
        List<MetricReport.Series> all = new ArrayList<>();
        histories
                .grouped()
                .forEach((labels, customers) -> all.add(report.series(
                        labels, customers, histories.worth(customers, asked.reporting(), asked.dataThrough()))));
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

    private MetricValue value(List<PaidHistories.Of> customers, int window, Worth worth) {
        int edge = windows.edge(window);
        long cohort = 0;
        long sold = 0;
        BigDecimal opening = BigDecimal.ZERO;
        BigDecimal moved = BigDecimal.ZERO;
        for (PaidHistories.Of one : customers) {
            List<AccountMovement> own = movements(one.customer().account(), window);
            for (AccountMovement movement : own) {
                moved = moved.add(movement.amount().multiply(rate(movement, worth)));
            }
            if (one.history().paysBefore(edge)) {
                cohort++;
                sold += own.isEmpty() ? 0 : 1;
                opening = opening.add(worth.of(one.history().balancesBefore(edge)));
            }
        }
        return switch (figure) {
            case CUSTOMERS -> MetricValue.rate(sold, cohort);
            case MRR -> new MetricValue.Amount(moved, MONTHS);
            case SHARE_OF_MRR -> MetricValue.rate(moved, opening);
        };
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
        asked.refuseAsOf();
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
