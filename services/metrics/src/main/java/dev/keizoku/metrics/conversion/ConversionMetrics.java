package dev.keizoku.metrics.conversion;

import dev.keizoku.metrics.report.Metric.Unit;
import dev.keizoku.metrics.report.MetricDefinition;
import dev.keizoku.metrics.report.MetricDefinition.Option;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricSource;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Reading;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The conversion rates. */
@Singleton
public class ConversionMetrics implements MetricSource {

    /** How many days a sign-up has to become a customer. */
    static final Option WITHIN = new Option("within_days", 30, 1, 730);

    private final ConversionReport report;

    ConversionMetrics(ConversionReport report) {
        this.report = report;
    }

    @Override
    public List<MetricDefinition> metrics() {
        return List.of(
                metric(
                        SignUp.Kind.TRIAL,
                        "trial_conversion",
                        "Trial conversion rate",
                        "Of the accounts whose first trial began in the period, the share that paid within 30 days of it (or"
                                + " within_days). Those that still have days left count as not converted: see"
                                + " /v1/metrics/conversions."),
                metric(
                        SignUp.Kind.FREE,
                        "freemium_conversion",
                        "Freemium conversion rate",
                        "Of the accounts that first had something for free in the period, the share that paid within 30 days"
                                + " of it (or within_days). Never paying / free customers, which are of different times."));
    }

    private MetricDefinition metric(SignUp.Kind kind, String name, String title, String text) {
        return MetricDefinition.ofSum(
                name + "_rate",
                Unit.RATE,
                name + ".cohort_within_days",
                title,
                text,
                List.of(WITHIN),
                (asked, options) -> series(asked, kind, options),
                (asked, options) -> report.parts(asked, kind, WITHIN.of(options)));
    }

    private List<MetricReport.Series> series(Reading.Asked asked, SignUp.Kind kind, Map<String, Integer> options) {
        int within = WITHIN.of(options);
        int periods = asked.question().windows().periods().size();
        List<MetricReport.Series> all = new ArrayList<>();
        report.of(asked, kind, within).forEach((labels, counts) -> {
            List<MetricValue> values = new ArrayList<>();
            for (int i = 0; i < periods; i++) {
                values.add(
                        i < counts.length
                                ? MetricValue.rate(counts[i].converted(), counts[i].signUps())
                                : MetricValue.UNDEFINED);
            }
            all.add(new MetricReport.Series(labels, null, values));
        });
        return all;
    }
}
