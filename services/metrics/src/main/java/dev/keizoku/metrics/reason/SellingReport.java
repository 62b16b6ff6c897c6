package dev.keizoku.metrics.reason;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.report.Basis;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.RateMissing;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Selection;
import dev.keizoku.metrics.report.Windows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
        PaidHistories histories =
                PaidHistories.of(asked.book(), asked.question().selection());
        List<MetricReport.Series> all = new ArrayList<>();
        histories.grouped().forEach((labels, customers) -> all.add(report.series(labels, customers)));
        return all;
    }

    private MetricReport.Series series(List<Label> labels, List<PaidHistories.Of> customers) {
        String currency = figure == Figure.CUSTOMERS ? null : currencyOf(customers);
        List<MetricValue> values = new ArrayList<>();
        for (int window = 0; window < windows.periods().size(); window++) {
            values.add(window < windows.size() ? value(customers, window) : MetricValue.UNDEFINED);
        }
        return new MetricReport.Series(labels, currency, values);
    }

    private MetricValue value(List<PaidHistories.Of> customers, int window) {
        int edge = windows.edge(window);
        long cohort = 0;
        long sold = 0;
        BigDecimal opening = BigDecimal.ZERO;
        BigDecimal moved = BigDecimal.ZERO;
        for (PaidHistories.Of one : customers) {
            BigDecimal own = moved(one.customer().account(), window);
            moved = moved.add(own);
            if (one.history().paysBefore(edge)) {
                cohort++;
                sold += own.signum();
                opening = opening.add(asked.book().scale().amount(one.history().balanceBefore(edge)));
            }
        }
        return switch (figure) {
            case CUSTOMERS -> MetricValue.rate(sold, cohort);
            case MRR -> new MetricValue.Amount(moved, MONTHS);
            case SHARE_OF_MRR -> MetricValue.rate(moved, opening);
        };
    }

    private BigDecimal moved(String account, int window) {
        BigDecimal sum = BigDecimal.ZERO;
        for (AccountMovement movement : byAccount.getOrDefault(account, List.of())) {
            long day = movement.day().toEpochDay();
            if (day >= windows.edge(window) && day < windows.edge(window + 1)) {
                sum = sum.add(movement.amount());
            }
        }
        return sum;
    }

    private @Nullable String currencyOf(List<PaidHistories.Of> customers) {
        Set<String> accounts = new HashSet<>();
        customers.forEach(one -> accounts.add(one.customer().account()));
        Set<String> codes = new TreeSet<>();
        byAccount.forEach((account, movements) -> {
            if (accounts.contains(account)) {
                movements.forEach(movement -> codes.add(movement.currency().getCurrencyCode()));
            }
        });
        if (codes.size() > 1) {
            throw new RateMissing(List.copyOf(codes));
        }
        return codes.isEmpty() ? null : codes.iterator().next();
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
        if (selection.groupBy().stream().anyMatch(dimension -> !dimension.startsWith(Selection.ATTRIBUTE))) {
            errors.add(new FieldError("?group_by", "invalid_value", "Accepted here: attribute.<name>."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }
}
