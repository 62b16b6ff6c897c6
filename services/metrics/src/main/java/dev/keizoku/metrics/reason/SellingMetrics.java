package dev.keizoku.metrics.reason;

import dev.keizoku.metrics.reason.SellingReport.Figure;
import dev.keizoku.metrics.report.Metric.Unit;
import dev.keizoku.metrics.report.MetricDefinition;
import dev.keizoku.metrics.report.MetricSource;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Windows;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;

/** The metrics of what is sold to paying customers. */
@Singleton
public class SellingMetrics implements MetricSource {

    private static final String UPSELL = "expansions by a higher plan or a larger quantity. Price rises, discounts that"
            + " end, ramps and changes of term are no upsell";
    private static final String CROSS_SELL = "expansions by another product or option";
    private static final String DOWNSELL =
            "contractions by a lower plan, a smaller quantity or an option less, of customers" + " who stay";

    private final MovementStore movements;

    SellingMetrics(MovementStore movements) {
        this.movements = movements;
    }

    @Override
    public List<MetricDefinition> metrics() {
        return List.of(
                rate(Selling.UPSELL, "upsell", "Upsell", UPSELL),
                rate(Selling.CROSS_SELL, "cross_sell", "Cross-sell", CROSS_SELL),
                rate(Selling.DOWNSELL, "downsell", "Downsell", DOWNSELL),
                amount(Selling.UPSELL, "upsell", "Upsell", UPSELL),
                amount(Selling.CROSS_SELL, "cross_sell", "Cross-sell", CROSS_SELL),
                amount(Selling.DOWNSELL, "downsell", "Downsell", DOWNSELL),
                share(Selling.UPSELL, "upsell", "Upsell", UPSELL),
                share(Selling.CROSS_SELL, "cross_sell", "Cross-sell", CROSS_SELL),
                share(Selling.DOWNSELL, "downsell", "Downsell", DOWNSELL));
    }

    private MetricDefinition rate(Selling selling, String name, String title, String what) {
        return new MetricDefinition(
                        name + "_rate",
                        Unit.RATE,
                        name + ".customers_of_cohort",
                        title + " rate",
                        "Of the customers who paid at the opening, the share with at least one of: " + what + ".",
                        List.of(),
                        (asked, options) -> SellingReport.of(asked, selling, Figure.CUSTOMERS, moved(asked)))
                .brokenDownBy((asked, options) -> SellingReport.parts(asked, selling, Figure.CUSTOMERS, moved(asked)));
    }

    private MetricDefinition amount(Selling selling, String name, String title, String what) {
        return new MetricDefinition(
                        name + "_mrr",
                        Unit.MONEY,
                        name + "_mrr.by_reason",
                        title + " MRR",
                        "MRR of " + what + ".",
                        List.of(),
                        (asked, options) -> SellingReport.of(asked, selling, Figure.MRR, moved(asked)))
                .brokenDownBy((asked, options) -> SellingReport.parts(asked, selling, Figure.MRR, moved(asked)));
    }

    private MetricDefinition share(Selling selling, String name, String title, String what) {
        return new MetricDefinition(
                        name + "_mrr_rate",
                        Unit.RATE,
                        name + "_mrr.of_opening",
                        title + " MRR rate",
                        "MRR of " + what + " / opening MRR.",
                        List.of(),
                        (asked, options) -> SellingReport.of(asked, selling, Figure.SHARE_OF_MRR, moved(asked)))
                .brokenDownBy(
                        (asked, options) -> SellingReport.parts(asked, selling, Figure.SHARE_OF_MRR, moved(asked)));
    }

    private List<AccountMovement> moved(Reading.Asked asked) {
        Windows windows = asked.question().windows();
        return movements.between(
                asked.tenant().tenant().value(),
                LocalDate.ofEpochDay(windows.first()),
                LocalDate.ofEpochDay(windows.last()));
    }
}
