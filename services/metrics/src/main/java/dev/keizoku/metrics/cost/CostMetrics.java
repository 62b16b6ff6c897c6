package dev.keizoku.metrics.cost;

import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.report.Composed;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.Metric.Unit;
import dev.keizoku.metrics.report.MetricDefinition;
import dev.keizoku.metrics.report.MetricDefinition.Option;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricSource;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Span;
import dev.keizoku.metrics.survival.Leaving;
import dev.keizoku.metrics.survival.SurvivalCurve;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The metrics that need costs. */
@Singleton
public class CostMetrics implements MetricSource {

    private static final Option HORIZON = new Option("horizon", 0, 1, 240);
    private static final Option SURVIVAL_HORIZON = new Option("horizon", 60, 1, 240);
    private static final double DAYS_OF_A_MONTH = 365.0 / 12;

    private final CostStore costs;

    CostMetrics(CostStore costs) {
        this.costs = costs;
    }

    @Override
    public List<MetricDefinition> metrics() {
        return List.of(
                metric(
                        "cac",
                        Unit.MONEY,
                        "cac.sales_and_marketing",
                        "Customer acquisition cost",
                        "Sales and marketing cost of the period / its new customers. Null unless the cost of every month of"
                                + " the period is known, and without new customers.",
                        (economics, options) -> economics.cac(),
                        made -> made.spent().part(Metric.NEW_CUSTOMERS)),
                metric(
                        "cac_payback_months",
                        Unit.RATE,
                        "cac_payback.gross_margin",
                        "CAC payback, in months",
                        "CAC / (average MRR of new customers x gross margin).",
                        (economics, options) -> economics.cacPaybackMonths(),
                        made -> made.spent().grossMargin().part(Metric.NEW_MRR)),
                metric(
                        "ltv",
                        Unit.MONEY,
                        "ltv.gross_margin",
                        "Customer lifetime value",
                        "ARPA x gross margin / mean monthly customer churn of the last six whole months. Null at zero churn;"
                                + " with a horizon, what is earned within that many months, whatever the churn.",
                        (economics, options) -> economics.ltv(HORIZON.of(options)),
                        made -> made.grossMargin().part(Metric.ARPA).churn(LedgerFigures.CHURN_MONTHS),
                        HORIZON),
                metric(
                        "ltv_simple",
                        Unit.MONEY,
                        "ltv.arpa_over_churn",
                        "Customer lifetime value, simple form",
                        "ARPA / mean monthly customer churn of the period's months: revenue, not margin. Null at zero churn.",
                        (economics, options) -> economics.ltvSimple(),
                        made -> made.part(Metric.ARPA).churnOfPeriod()),
                new MetricDefinition(
                        "ltv_survival",
                        Unit.MONEY,
                        "ltv.survival",
                        "Customer lifetime value, survival form",
                        "ARPA x gross margin x the months a customer stays by the Kaplan-Meier curve (first churn), up to a"
                                + " horizon of 60 months unless told otherwise, and never beyond what has been watched.",
                        List.of(SURVIVAL_HORIZON),
                        this::survivalForm,
                        this::survivalParts),
                metric(
                        "ltv_cac",
                        Unit.RATE,
                        "ltv_cac.gross_margin",
                        "LTV / CAC",
                        "Lifetime value (gross margin form, no horizon) / CAC of the period.",
                        (economics, options) -> economics.ltvToCac(),
                        made -> made.spent()
                                .grossMargin()
                                .part(Metric.ARPA)
                                .churn(LedgerFigures.CHURN_MONTHS)
                                .part(Metric.NEW_CUSTOMERS)),
                metric(
                        "rule_of_40",
                        Unit.RATE,
                        "rule_of_40.arr_growth_and_ebitda",
                        "Rule of 40",
                        "Growth of ARR in a year + mean EBITDA margin of the period's months: 0.4 is 40. Where only an"
                                + " operating cost is known, the margin is 1 - cost / the month's closing MRR.",
                        (economics, options) -> economics.ruleOf40(),
                        made -> made.ebitdaMargin().part(Metric.ARR).aYearBefore(Metric.ARR)));
    }

    private MetricDefinition metric(
            String id,
            Unit unit,
            String definition,
            String title,
            String text,
            Economics figure,
            UnaryOperator<CostComposition> made,
            Option... options) {
        return new MetricDefinition(
                id,
                unit,
                definition,
                title,
                text,
                List.of(options),
                (asked, chosen) -> figure.of(new UnitEconomics(asked, costsOf(asked)), chosen),
                (asked, chosen) -> {
                    PeriodCosts costs = costsOf(asked);
                    UnitEconomics economics = new UnitEconomics(asked, costs);
                    List<MetricReport.Series> series = figure.of(economics, chosen);
                    return made.apply(new CostComposition(asked, costs, economics, series))
                            .done();
                });
    }

    private Composed survivalParts(Reading.Asked asked, Map<String, Integer> options) {
        PeriodCosts costs = costsOf(asked);
        Span period = asked.question().windows().periods().getFirst();
        return new CostComposition(asked, costs, new UnitEconomics(asked, costs), survivalForm(asked, options))
                .grossMargin()
                .stay(monthsStayed(asked, period, SURVIVAL_HORIZON.of(options)))
                .part(Metric.ARPA)
                .done();
    }

    /** What lifetime value is made of in a question's only period; null where any of it is not known. */
    public @Nullable LtvFactors factors(Reading.Asked asked) {
        return new UnitEconomics(asked, costsOf(asked)).factors();
    }

    @FunctionalInterface
    private interface Economics {
        List<MetricReport.Series> of(UnitEconomics economics, Map<String, Integer> options);
    }

    private List<MetricReport.Series> survivalForm(Reading.Asked asked, Map<String, Integer> options) {
        int horizon = SURVIVAL_HORIZON.of(options);
        Map<Span, Optional<Ratio>> months = new HashMap<>();
        Function<Span, @Nullable Ratio> stay = period -> months.computeIfAbsent(
                        period, any -> Optional.ofNullable(monthsStayed(asked, period, horizon)))
                .orElse(null);
        UnitEconomics economics = new UnitEconomics(asked, costsOf(asked));
        economics.refuseGroups();
        return economics.byGroup((group, period) -> stay.apply(period), true);
    }

    /** The sum of the curve at the beginning of each month of a customer's life; null where nobody was watched. */
    private static @Nullable Ratio monthsStayed(Reading.Asked asked, Span period, int horizon) {
        int edge = UnitEconomics.edge(asked, period);
        SurvivalCurve curve = SurvivalCurve.of(PaidHistories.of(asked).all().stream()
                .map(PaidHistories.Of::history)
                .flatMap(history -> Leaving.FIRST.of(history, null, edge).stream())
                .toList());
        if (curve.customers() == 0) {
            return null;
        }
        double months = 0;
        for (int month = 0; month < horizon && month * DAYS_OF_A_MONTH <= curve.watchedUntil(); month++) {
            months += curve.at(month * DAYS_OF_A_MONTH);
        }
        return Ratio.of(BigDecimal.valueOf(months));
    }

    private PeriodCosts costsOf(Reading.Asked asked) {
        Map<YearMonth, MonthCost> months = costs.all(asked.tenant().tenant().value(), asked.asOf());
        Set<String> currencies = new TreeSet<>();
        months.values().forEach(month -> currencies.addAll(month.currencies()));
        return new PeriodCosts(months, asked.reporting().of(currencies));
    }
}
