package dev.keizoku.metrics.cost;

import dev.keizoku.metrics.lifetime.PaidHistories;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
                new MetricDefinition(
                        "cac",
                        Unit.MONEY,
                        "cac.sales_and_marketing",
                        "Customer acquisition cost",
                        "Sales and marketing cost of the period / its new customers. Null unless the cost of every month of"
                                + " the period is known, and without new customers.",
                        List.of(),
                        economics((economics, options) -> economics.cac())),
                new MetricDefinition(
                        "cac_payback_months",
                        Unit.RATE,
                        "cac_payback.gross_margin",
                        "CAC payback, in months",
                        "CAC / (average MRR of new customers x gross margin).",
                        List.of(),
                        economics((economics, options) -> economics.cacPaybackMonths())),
                new MetricDefinition(
                        "ltv",
                        Unit.MONEY,
                        "ltv.gross_margin",
                        "Customer lifetime value",
                        "ARPA x gross margin / mean monthly customer churn of the last six whole months. Null at zero churn;"
                                + " with a horizon, what is earned within that many months, whatever the churn.",
                        List.of(HORIZON),
                        economics((economics, options) -> economics.ltv(options.getOrDefault("horizon", 0)))),
                new MetricDefinition(
                        "ltv_simple",
                        Unit.MONEY,
                        "ltv.arpa_over_churn",
                        "Customer lifetime value, simple form",
                        "ARPA / mean monthly customer churn of the period's months: revenue, not margin. Null at zero churn.",
                        List.of(),
                        economics((economics, options) -> economics.ltvSimple())),
                new MetricDefinition(
                        "ltv_survival",
                        Unit.MONEY,
                        "ltv.survival",
                        "Customer lifetime value, survival form",
                        "ARPA x gross margin x the months a customer stays by the Kaplan-Meier curve (first churn), up to a"
                                + " horizon of 60 months unless told otherwise, and never beyond what has been watched.",
                        List.of(SURVIVAL_HORIZON),
                        this::survivalForm),
                new MetricDefinition(
                        "ltv_cac",
                        Unit.RATE,
                        "ltv_cac.gross_margin",
                        "LTV / CAC",
                        "Lifetime value (gross margin form, no horizon) / CAC of the period.",
                        List.of(),
                        economics((economics, options) -> economics.ltvToCac())),
                new MetricDefinition(
                        "rule_of_40",
                        Unit.RATE,
                        "rule_of_40.arr_growth_and_ebitda",
                        "Rule of 40",
                        "Growth of ARR in a year + mean EBITDA margin of the period's months: 0.4 is 40. Where only an"
                                + " operating cost is known, the margin is 1 - cost / the month's closing MRR.",
                        List.of(),
                        economics((economics, options) -> economics.ruleOf40())));
    }

    /** What lifetime value is made of in a question's only period; null where any of it is not known. */
    public @Nullable LtvFactors factors(Reading.Asked asked) {
        return new UnitEconomics(asked, costsOf(asked)).factors();
    }

    @FunctionalInterface
    private interface Economics {
        List<MetricReport.Series> of(UnitEconomics economics, Map<String, Integer> options);
    }

    private MetricDefinition.Source economics(Economics figure) {
        return (asked, options) -> figure.of(new UnitEconomics(asked, costsOf(asked)), options);
    }

    private List<MetricReport.Series> survivalForm(Reading.Asked asked, Map<String, Integer> options) {
        int horizon = options.getOrDefault("horizon", SURVIVAL_HORIZON.fallback());
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
        int tomorrow = Math.toIntExact(asked.today().plusDays(1).toEpochDay());
        int edge = Math.min(tomorrow, Math.toIntExact(period.to().toEpochDay()));
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
        return new PeriodCosts(costs.all(asked.tenant().tenant().value()));
    }
}
