package dev.keizoku.metrics.charge;

import dev.keizoku.metrics.report.Metric.Unit;
import dev.keizoku.metrics.report.MetricDefinition;
import dev.keizoku.metrics.report.MetricSource;
import jakarta.inject.Singleton;
import java.util.List;

/** What use brings in beside what is committed. */
@Singleton
public class UsageMetrics implements MetricSource {

    private static final int AVERAGED = 3;

    private final ChargeStore charges;

    UsageMetrics(ChargeStore charges) {
        this.charges = charges;
    }

    @Override
    public List<MetricDefinition> metrics() {
        return List.of(
                metric(
                        "usage_mrr",
                        "usage_mrr.last_closed_period",
                        "Usage MRR",
                        "Of the subscriptions in service, what was charged for use in the last period that is over,"
                                + " as of a month. In no other figure.",
                        1),
                metric(
                        "usage_mrr_average",
                        "usage_mrr.trailing_average",
                        "Usage MRR, three periods",
                        "Of the subscriptions in service, the mean of what was charged for use in the last three periods"
                                + " that are over, as of a month. In no other figure.",
                        AVERAGED));
    }

    private MetricDefinition metric(String id, String definition, String title, String text, int periods) {
        return MetricDefinition.ofSum(
                id,
                Unit.MONEY,
                definition,
                title,
                text,
                List.of(),
                (asked, options) -> new UsageReport(asked, charges.of(asked), periods).series(),
                (asked, options) -> new UsageReport(asked, charges.of(asked), periods).parts());
    }
}
