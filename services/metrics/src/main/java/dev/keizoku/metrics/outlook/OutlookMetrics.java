package dev.keizoku.metrics.outlook;

import dev.keizoku.metrics.report.Composed;
import dev.keizoku.metrics.report.CustomerParts;
import dev.keizoku.metrics.report.Metric.Unit;
import dev.keizoku.metrics.report.MetricDefinition;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricSource;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Parts;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Span;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** What is agreed for the time ahead, as a metric among the others. */
@Singleton
public class OutlookMetrics implements MetricSource {

    @Override
    public List<MetricDefinition> metrics() {
        return List.of(new MetricDefinition(
                "committed_mrr",
                Unit.MONEY,
                "committed_mrr.scheduled",
                "Committed MRR",
                "MRR once everything that is dated later than today has taken effect: scheduled cancellations, starts and"
                        + " changes. Of the period that today lies in; null for any other, of which as_of tells. See"
                        + " /v1/metrics/committed-mrr for the way there.",
                List.of(),
                (asked, options) -> series(asked),
                (asked, options) -> composed(asked)));
    }

    private static Composed composed(Reading.Asked asked) {
        Span period = asked.question().windows().periods().getFirst();
        return Composed.of(series(asked).getFirst())
                .part(
                        Composed.FIGURE,
                        Unit.MONEY,
                        () -> isCurrent(period, asked)
                                ? new CommittedMrr(asked, null).parts()
                                : CustomerParts.of(null, Parts.NOTHING, List.of()));
    }

    private static boolean isCurrent(Span period, Reading.Asked asked) {
        return !period.from().isAfter(asked.today()) && period.to().isAfter(asked.today());
    }

    private static List<MetricReport.Series> series(Reading.Asked asked) {
        List<MetricReport.Series> all = new ArrayList<>();
        new CommittedMrr(asked, null).bridges().forEach((group, bridge) -> {
            List<MetricValue> values = new ArrayList<>();
            for (Span period : asked.question().windows().periods()) {
                values.add(isCurrent(period, asked) ? bridge.committed() : MetricValue.UNDEFINED);
            }
            all.add(new MetricReport.Series(group, bridge.currency(), values));
        });
        return all;
    }
}
