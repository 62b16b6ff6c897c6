package dev.keizoku.metrics.reason;

import dev.keizoku.metrics.reason.SellingReport.Figure;
import dev.keizoku.metrics.report.MetricDefinition;
import dev.keizoku.metrics.report.MetricSource;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/** The metrics of what is sold to paying customers. */
@Singleton
public class SellingMetrics implements MetricSource {

    private final MovementStore movements;

    SellingMetrics(MovementStore movements) {
        this.movements = movements;
    }

    @Override
    public List<MetricDefinition> metrics() {
        return Arrays.stream(Figure.values())
                .flatMap(figure -> Arrays.stream(Selling.values()).map(selling -> metric(selling, figure)))
                .toList();
    }

    private MetricDefinition metric(Selling selling, Figure figure) {
        String name = selling.wireName();
        String title = selling.title();
        return switch (figure) {
            case CUSTOMERS ->
                metric(
                        selling,
                        figure,
                        new Naming(
                                name + "_rate",
                                name + ".customers_of_cohort",
                                title + " rate",
                                "Of the customers who paid at the opening, the share with at least one of: "
                                        + selling.text() + "."));
            case MRR ->
                metric(
                        selling,
                        figure,
                        new Naming(
                                name + "_mrr",
                                name + "_mrr.by_reason",
                                title + " MRR",
                                "MRR of " + selling.text() + "."));
            case SHARE_OF_MRR ->
                metric(
                        selling,
                        figure,
                        new Naming(
                                name + "_mrr_rate",
                                name + "_mrr.of_opening",
                                title + " MRR rate",
                                "MRR of " + selling.text() + " / opening MRR."));
        };
    }

    private MetricDefinition metric(Selling selling, Figure figure, Naming naming) {
        return MetricDefinition.ofSum(
                naming.id(),
                figure.unit(),
                naming.definition(),
                naming.title(),
                naming.text(),
                List.of(),
                (asked, options) -> SellingReport.of(asked, selling, figure, movements),
                (asked, options) -> SellingReport.parts(asked, selling, figure, movements));
    }

    private record Naming(String id, String definition, String title, String text) {}
}
