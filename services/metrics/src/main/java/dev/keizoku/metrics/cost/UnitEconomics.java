package dev.keizoku.metrics.cost;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Selection;
import dev.keizoku.metrics.report.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a customer costs and brings, one figure for each period of a question.
 *
 * <p>Months are the unit throughout: monthly ARPA against monthly churn.
 */
final class UnitEconomics {

    private final PeriodCosts costs;
    private final Reading.Asked asked;
    private final LedgerFigures figures;
    private final List<Span> periods;
    private @Nullable Map<List<Label>, LedgerFigures.Months> churn;

    UnitEconomics(Reading.Asked asked, PeriodCosts costs) {
        this.asked = asked;
        this.costs = costs;
        this.figures = new LedgerFigures(asked);
        this.periods = asked.question().windows().periods();
    }

    /** Sales and marketing / new customers. */
    List<MetricReport.Series> cac() {
        refuseSegments();
        List<@Nullable Ratio> newCustomers = only(Metric.NEW_CUSTOMERS);
        return ofCosts(i -> Ratio.quotient(costs.salesAndMarketing(periods.get(i)), newCustomers.get(i)), true);
    }

    /** CAC / (ARPA of new customers x gross margin): customers cancel out. */
    List<MetricReport.Series> cacPaybackMonths() {
        refuseSegments();
        List<@Nullable Ratio> newMrr = only(Metric.NEW_MRR);
        return ofCosts(
                i -> Ratio.quotient(
                        costs.salesAndMarketing(periods.get(i)),
                        Ratio.product(newMrr.get(i), costs.grossMargin(periods.get(i)))),
                false);
    }

    /** ARPA / mean monthly churn of the period's own months. */
    List<MetricReport.Series> ltvSimple() {
        return byGroup(this::lifetimeInMonths, false);
    }

    /** ARPA x gross margin / mean monthly churn, over at most a horizon (0: none). */
    List<MetricReport.Series> ltv(int horizon) {
        return byGroup((group, period) -> lifetime(churn().get(group), period, horizon), true);
    }

    /** What the lifetime value of the only period is made of; null where any of it is not known. */
    @Nullable LtvFactors factors() {
        Ratio arpa = only(Metric.ARPA).getFirst();
        Ratio margin = costs.grossMargin(periods.getFirst());
        Ratio months = lifetime(churn().get(List.of()), periods.getFirst(), 0);
        return arpa == null || margin == null || months == null
                ? null
                : new LtvFactors(arpa.value(), margin.value(), months.value());
    }

    List<MetricReport.Series> ltvToCac() {
        refuseSegments();
        List<@Nullable Ratio> ltv = values(ltv(0));
        List<@Nullable Ratio> cac = values(cac());
        return List.of(series(i -> Ratio.rate(Ratio.quotient(ltv.get(i), cac.get(i))), null));
    }

    /** The growth of ARR in a year + EBITDA margin. */
    List<MetricReport.Series> ruleOf40() {
        refuseSegments();
        List<@Nullable Ratio> now = only(Metric.ARR);
        List<@Nullable Ratio> before =
                values(List.copyOf(figures.aYearBefore(Metric.ARR).values()));
        LedgerFigures.Months mrr = figures.monthly(Metric.MRR, 0).get(List.of());
        return List.of(series(
                i -> {
                    Ratio ratio = Ratio.quotient(now.get(i), before.get(i));
                    Ratio growth = ratio == null ? null : Ratio.sum(ratio, Ratio.of(-1));
                    return Ratio.rate(Ratio.sum(growth, ebitdaMargin(periods.get(i), mrr)));
                },
                null));
    }

    @Nullable Ratio ebitdaMargin(Span period) {
        return ebitdaMargin(period, figures.monthly(Metric.MRR, 0).get(List.of()));
    }

    private @Nullable Ratio ebitdaMargin(Span period, LedgerFigures.@Nullable Months mrr) {
        return costs.ebitdaMargin(period, month -> mrr == null ? null : mrr.of(month.atDay(1)));
    }

    /** ARPA by group with the months it is earned for. */
    List<MetricReport.Series> byGroup(Lifetimes lifetimes, boolean withMargin) {
        List<MetricReport.Series> all = new ArrayList<>();
        figures.of(Metric.ARPA).forEach((group, arpa) -> {
            List<MetricValue> values = new ArrayList<>();
            for (int i = 0; i < periods.size(); i++) {
                Ratio worth = Ratio.of(arpa.values().get(i));
                Ratio margin = withMargin ? costs.grossMargin(periods.get(i)) : Ratio.of(1);
                Ratio months = worth == null ? null : lifetimes.of(group, periods.get(i));
                values.add(Ratio.amount(Ratio.product(Ratio.product(worth, margin), months)));
            }
            all.add(new MetricReport.Series(group, arpa.currency(), values));
        });
        return all;
    }

    /** How long customers of a group are expected to stay, in months. */
    @FunctionalInterface
    interface Lifetimes {
        @Nullable Ratio of(List<Label> group, Span period);
    }

    @FunctionalInterface
    private interface OfPeriod {
        MetricValue of(int period);
    }

    private Map<List<Label>, LedgerFigures.Months> churn() {
        if (churn == null) {
            churn = figures.monthly(Metric.LOGO_CHURN_RATE, LedgerFigures.CHURN_MONTHS);
        }
        return churn;
    }

    private @Nullable Ratio lifetimeInMonths(List<Label> group, Span period) {
        LedgerFigures.Months months = churn().get(group);
        return months == null
                ? null
                : Ratio.quotient(Ratio.of(1), months.meanBefore(end(period), Math.max(1, monthsIn(period))));
    }

    private @Nullable Ratio lifetime(LedgerFigures.@Nullable Months churn, Span period, int horizon) {
        Ratio rate = churn == null ? null : churn.meanBefore(end(period), LedgerFigures.CHURN_MONTHS);
        return Lifetime.inMonths(rate, horizon);
    }

    /** Where whole months end: the period's end, or the current month's beginning while it is not over. */
    LocalDate end(Span period) {
        return asked.question().windows().complete(period) ? period.to() : Interval.MONTH.startOf(asked.today());
    }

    /** The first day that is not known of a period, as a number. */
    static int edge(Reading.Asked asked, Span period) {
        LocalDate tomorrow = asked.today().plusDays(1);
        return Math.toIntExact((period.to().isAfter(tomorrow) ? tomorrow : period.to()).toEpochDay());
    }

    static int monthsIn(Span period) {
        return PeriodCosts.monthsOf(period).size();
    }

    private List<MetricReport.Series> ofCosts(IntFunction<@Nullable Ratio> figure, boolean money) {
        return List.of(series(
                i -> money ? Ratio.amount(figure.apply(i)) : Ratio.rate(figure.apply(i)),
                money ? asked.tenant().currency().getCurrencyCode() : null));
    }

    private MetricReport.Series series(OfPeriod figure, @Nullable String currency) {
        List<MetricValue> values = new ArrayList<>();
        for (int i = 0; i < periods.size(); i++) {
            boolean begun = !periods.get(i).from().isAfter(asked.today());
            values.add(begun ? figure.of(i) : MetricValue.UNDEFINED);
        }
        return new MetricReport.Series(List.of(), currency, values);
    }

    private List<@Nullable Ratio> only(Metric metric) {
        return values(List.copyOf(figures.of(metric).values()));
    }

    private static List<@Nullable Ratio> values(List<MetricReport.Series> series) {
        List<@Nullable Ratio> values = new ArrayList<>();
        series.getFirst().values().forEach(value -> values.add(Ratio.of(value)));
        return values;
    }

    /** Customers are not sorted for good where their history is asked for as a whole. */
    void refuseGroups() {
        if (!asked.question().selection().groupBy().isEmpty()) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "?group_by", "invalid_value", "This form has no groups; filter by each of them instead.")));
        }
    }

    /** Costs are of the whole company. */
    private void refuseSegments() {
        Selection selection = asked.question().selection();
        if (!selection.equals(Selection.EVERYTHING)) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    selection.groupBy().isEmpty() ? "?plan" : "?group_by",
                    "invalid_value",
                    "Costs are of the whole company; a figure made of them has no segments.")));
        }
    }
}
