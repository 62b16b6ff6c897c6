package dev.keizoku.metrics.cost;

import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.Composed;
import dev.keizoku.metrics.report.CustomerParts;
import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.Parts;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Span;
import dev.keizoku.metrics.report.Windows;
import dev.keizoku.metrics.survival.Leaving;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which customers, and which costs, make the figures that need costs. */
final class CostComposition {

    private final Reading.Asked asked;
    private final PeriodCosts costs;
    private final UnitEconomics economics;
    private final Span period;
    private Composed composed;

    CostComposition(Reading.Asked asked, PeriodCosts costs, UnitEconomics economics, List<MetricReport.Series> series) {
        this.asked = asked;
        this.costs = costs;
        this.economics = economics;
        this.period = asked.question().windows().periods().getFirst();
        this.composed = Composed.of(series.getFirst());
    }

    Composed done() {
        return composed;
    }

    CostComposition spent() {
        composed = composed.input("sales_and_marketing", Ratio.amount(costs.salesAndMarketing(period)));
        return this;
    }

    CostComposition grossMargin() {
        composed = composed.input("gross_margin", Ratio.rate(costs.grossMargin(period)));
        return this;
    }

    CostComposition ebitdaMargin() {
        composed = composed.input("ebitda_margin", Ratio.rate(economics.ebitdaMargin(period)));
        return this;
    }

    /** A figure of the ledger. */
    CostComposition part(Metric metric) {
        composed = composed.part(metric.id(), metric.unit(), () -> CustomerParts.of(metric, asked));
        return this;
    }

    CostComposition aYearBefore(Metric metric) {
        Span before = new Span(period.from().minusYears(1), period.to().minusYears(1));
        composed = composed.part(
                metric.id() + "_a_year_before",
                metric.unit(),
                () -> CustomerParts.of(metric, asked.over(List.of(before))));
        return this;
    }

    /** The mean of the monthly customer churn: who left, each with its share of the mean. */
    CostComposition churn(int months) {
        composed = composed.part("mean_monthly_churn", Metric.Unit.RATE, () -> meanChurn(months));
        return this;
    }

    CostComposition churnOfPeriod() {
        return churn(Math.max(1, UnitEconomics.monthsIn(period)));
    }

    /** Those whose stay was watched: who left, of all. */
    CostComposition stay(@Nullable Ratio months) {
        composed =
                composed.input("months_stayed", Ratio.rate(months)).part("survival", Metric.Unit.RATE, this::watched);
        return this;
    }

    private CustomerParts meanChurn(int months) {
        LocalDate end = economics.end(period);
        List<CustomerParts> known = new ArrayList<>();
        for (LocalDate from = firstWhole(end.minusMonths(months));
                !Interval.MONTH.endOf(from).isAfter(end);
                from = Interval.MONTH.endOf(from)) {
            Windows month = Windows.of(from, Interval.MONTH.endOf(from), Interval.MONTH, asked.today());
            CustomerParts parts = CustomerParts.of(
                    Metric.LOGO_CHURN_RATE, asked.with(asked.question().monthly(month)));
            if (opening(parts).signum() > 0) {
                known.add(parts);
            }
        }
        Map<String, BigDecimal> shares = new TreeMap<>(Book.BY_ACCOUNT);
        for (CustomerParts month : known) {
            BigDecimal all = opening(month).multiply(BigDecimal.valueOf(known.size()));
            month.all()
                    .forEach(part -> shares.merge(
                            part.account(),
                            part.parts().numerator().divide(all, MathContext.DECIMAL128),
                            BigDecimal::add));
        }
        return CustomerParts.of(
                null,
                Parts.NOTHING,
                shares.entrySet().stream()
                        .map(own -> new CustomerParts.Part(own.getKey(), new Parts(own.getValue(), null, 1)))
                        .toList());
    }

    private static LocalDate firstWhole(LocalDate day) {
        LocalDate start = Interval.MONTH.startOf(day);
        return start.equals(day) ? start : Interval.MONTH.endOf(day);
    }

    private static BigDecimal opening(CustomerParts month) {
        BigDecimal denominator = month.total().denominator();
        return denominator == null ? BigDecimal.ZERO : denominator;
    }

    private CustomerParts watched() {
        int edge = UnitEconomics.edge(asked, period);
        List<CustomerParts.Part> parts = new ArrayList<>();
        for (PaidHistories.Of one : PaidHistories.of(asked).all()) {
            Leaving.FIRST
                    .of(one.history(), null, edge)
                    .ifPresent(seen -> parts.add(
                            new CustomerParts.Part(one.customer().account(), Parts.share(seen.left() ? 1 : 0, 1))));
        }
        return CustomerParts.of(null, Parts.share(0, 0), parts);
    }
}
