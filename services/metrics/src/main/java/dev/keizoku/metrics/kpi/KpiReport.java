package dev.keizoku.metrics.kpi;

import dev.keizoku.metrics.cohort.RetentionTable;
import dev.keizoku.metrics.guide.GuideCatalogue;
import dev.keizoku.metrics.guide.GuideStore;
import dev.keizoku.metrics.guide.GuideValue;
import dev.keizoku.metrics.guide.Rating;
import dev.keizoku.metrics.lifetime.Handovers;
import dev.keizoku.metrics.report.Catalogue;
import dev.keizoku.metrics.report.Figure;
import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.MetricDefinition;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Span;
import dev.keizoku.metrics.targets.StageProgress;
import dev.keizoku.metrics.targets.TargetPlan;
import dev.keizoku.metrics.targets.TargetStore;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the pack together from the figures, the targets and the guide values. */
@Singleton
class KpiReport {

    /** Over what a figure of the pack is taken. */
    private enum Over {
        /** The pack's own period. */
        PERIOD,
        /** The last twelve months of it, however long it is. */
        YEAR,
        /** Its last month. */
        MONTH;

        Span of(Span period) {
            return switch (this) {
                case PERIOD -> period;
                case YEAR -> new Span(period.to().minusYears(1), period.to());
                case MONTH -> new Span(period.to().minusMonths(1), period.to());
            };
        }
    }

    private record Kpi(String metric, Over over) {}

    private static final List<Kpi> KPIS = List.of(
            new Kpi("mrr", Over.PERIOD),
            new Kpi("arr", Over.PERIOD),
            new Kpi("net_new_mrr", Over.PERIOD),
            new Kpi("customers", Over.PERIOD),
            new Kpi("arpa", Over.PERIOD),
            new Kpi("asp", Over.PERIOD),
            new Kpi("nrr", Over.YEAR),
            new Kpi("grr", Over.YEAR),
            new Kpi("customer_retention_rate", Over.YEAR),
            new Kpi("logo_churn_rate", Over.MONTH),
            new Kpi("gross_mrr_churn_rate", Over.MONTH),
            new Kpi("net_mrr_churn_rate", Over.MONTH),
            new Kpi("renewal_rate", Over.PERIOD),
            new Kpi("upsell_rate", Over.PERIOD),
            new Kpi("cross_sell_rate", Over.PERIOD),
            new Kpi("quick_ratio", Over.PERIOD),
            new Kpi("ltv", Over.PERIOD),
            new Kpi("cac", Over.PERIOD),
            new Kpi("ltv_cac", Over.PERIOD),
            new Kpi("cac_payback_months", Over.PERIOD),
            new Kpi("rule_of_40", Over.PERIOD));
    private static final List<String> BY_MONTH = List.of("mrr", "net_new_mrr", "customers", "logo_churn_rate");
    private static final String PACK = "kpi_pack.investors";

    private final Catalogue metrics;
    private final TargetStore targets;
    private final GuideStore guides;
    private final Handovers handovers;

    KpiReport(Catalogue metrics, TargetStore targets, GuideStore guides, Handovers handovers) {
        this.metrics = metrics;
        this.targets = targets;
        this.guides = guides;
        this.handovers = handovers;
    }

    KpiPack of(Span period, KpiText text, Reading.Asked asked) {
        String tenant = asked.tenant().tenant().value();
        GuideCatalogue catalogue = guides.of(tenant, asked.asOf());
        List<TargetPlan> plans = targets.all(tenant, asked.asOf());
        List<KpiPack.Row> rows = new ArrayList<>();
        for (Kpi kpi : KPIS) {
            metrics.of(kpi.metric())
                    .ifPresent(metric ->
                            rows.add(row(metric, kpi.over().of(period), period, text, catalogue, plans, asked)));
        }
        return new KpiPack(
                PACK,
                asked.tenant().name(),
                text.tag(),
                period.from(),
                period.to(),
                !period.to().isAfter(asked.today()),
                period.to().isAfter(asked.today()) ? asked.today() : period.to().minusDays(1),
                asked.asOf(),
                negativeChurn(period, asked),
                rows,
                BY_MONTH.stream()
                        .map(metrics::of)
                        .flatMap(Optional::stream)
                        .map(metric -> byMonth(metric, period, text, asked))
                        .toList(),
                new KpiPack.Cohorts(RetentionTable.DEFINITION, "quarter", cohorts(period, asked)));
    }

    private static KpiPack.Row row(
            MetricDefinition metric,
            Span measured,
            Span period,
            KpiText text,
            GuideCatalogue catalogue,
            List<TargetPlan> plans,
            Reading.Asked asked) {
        Figure figure = Figure.of(metric, measured, asked);
        Span yearBefore = new Span(measured.from().minusYears(1), measured.to().minusYears(1));
        String ratePeriod = ratePeriod(measured);
        Optional<GuideValue> guide = catalogue.guide(metric.id(), ratePeriod);
        return new KpiPack.Row(
                metric.id(),
                metric.definition(),
                metric.unit().wireName(),
                text.title(metric.id(), metric.title()),
                measured.from(),
                measured.to(),
                figure.complete(),
                figure.wire(),
                Figure.of(metric, yearBefore, asked).wire(),
                catalogue
                        .rating(metric.id(), figure.number(), ratePeriod)
                        .map(Rating::wireName)
                        .orElse(null),
                guide.map(known -> new KpiPack.Guide(
                                known.id(), known.ok(), known.excellent(), known.source(), known.asOf()))
                        .orElse(null),
                target(metric, period, plans, asked));
    }

    /** What period a rate is of; null where it is none a guide value can name. */
    private static @Nullable String ratePeriod(Span measured) {
        if (measured.from().plusYears(1).equals(measured.to())) {
            return "P12M";
        }
        return measured.from().plusMonths(1).equals(measured.to()) ? "P1M" : null;
    }

    private static KpiPack.@Nullable Target target(
            MetricDefinition metric, Span period, List<TargetPlan> plans, Reading.Asked asked) {
        LocalDate last = period.to().minusDays(1);
        return plans.stream()
                .filter(plan -> plan.metric().equals(metric.id()))
                .flatMap(plan -> StageProgress.of(plan, metric, asked).stream())
                .filter(progress -> !progress.stage().period().from().isAfter(last)
                        && progress.stage().period().to().isAfter(last))
                .findFirst()
                .map(KpiPack.Target::from)
                .orElse(null);
    }

    private @Nullable Boolean negativeChurn(Span period, Reading.Asked asked) {
        MetricDefinition metric = metrics.of("net_mrr_churn_rate").orElseThrow();
        BigDecimal churn = Figure.of(metric, Over.YEAR.of(period), asked).number();
        return churn == null ? null : (Boolean) (churn.signum() < 0);
    }

    private static KpiPack.Series byMonth(MetricDefinition metric, Span period, KpiText text, Reading.Asked asked) {
        List<Span> months = new ArrayList<>();
        LocalDate from = Interval.MONTH.startOf(period.from());
        for (LocalDate month = from; month.isBefore(period.to()); month = Interval.MONTH.endOf(month)) {
            months.add(new Span(month, Interval.MONTH.endOf(month)));
        }
        List<KpiPack.Point> points = Figure.of(metric, months, asked).stream()
                .map(figure -> new KpiPack.Point(
                        figure.period().from(), figure.period().to(), figure.wire(), figure.complete()))
                .toList();
        return new KpiPack.Series(metric.id(), metric.definition(), text.title(metric.id(), metric.title()), points);
    }

    private List<KpiPack.Cohort> cohorts(Span period, Reading.Asked asked) {
        return RetentionTable.of(handovers.followed(asked), Interval.QUARTER, period.from(), period.to(), asked.today())
                .stream()
                .map(row -> new KpiPack.Cohort(row.period().from(), row.period().to(), row.customers(), row.rates()))
                .toList();
    }
}
