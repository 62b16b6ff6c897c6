package dev.keizoku.metrics.renewal;

import dev.keizoku.metrics.report.CustomerParts;
import dev.keizoku.metrics.report.Metric.Unit;
import dev.keizoku.metrics.report.MetricDefinition;
import dev.keizoku.metrics.report.MetricDefinition.Option;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricSource;
import dev.keizoku.metrics.report.Parts;
import dev.keizoku.metrics.report.Reading;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The renewal rates. */
@Singleton
public class RenewalMetrics implements MetricSource {

    static final Option GRACE = new Option("grace_days", 30, 0, 365);
    static final Option LEAST_TERM = new Option("least_term_months", 2, 1, 120);

    private static final String WHICH =
            " Contracts count in the period they were due in; one without an outcome is pending"
                    + " until 30 days after (grace_days) and lost from then on. Terms shorter than two months (least_term_months)"
                    + " are left out. They can be grouped by term and billing_interval, as the contract ran before it was"
                    + " due.";

    private final RenewalReport report;

    RenewalMetrics(RenewalReport report) {
        this.report = report;
    }

    @Override
    public List<MetricDefinition> metrics() {
        return List.of(
                metric(
                        "renewal_rate",
                        "renewal.logo_by_due_date",
                        "Renewal rate",
                        "Contracts renewed / contracts due and decided.",
                        renewals -> Parts.share(renewals.renewed(), renewals.decided())),
                metric(
                        "gross_renewal_rate",
                        "renewal.gross_value_by_due_date",
                        "Gross value renewal rate",
                        "Value renewed, at most what was due of each contract / value due and decided.",
                        renewals -> new Parts(renewals.grossValue(), renewals.dueValue(), 1)),
                metric(
                        "net_renewal_rate",
                        "renewal.net_value_by_due_date",
                        "Net value renewal rate",
                        "Value renewed, with what contracts gained / value due and decided.",
                        renewals -> new Parts(renewals.netValue(), renewals.dueValue(), 1)));
    }

    private MetricDefinition metric(
            String id, String definition, String title, String text, Function<Renewals, Parts> formula) {
        return MetricDefinition.ofSum(
                id,
                Unit.RATE,
                definition,
                title,
                text + WHICH,
                List.of(GRACE, LEAST_TERM),
                (asked, options) -> series(asked, options, formula),
                (asked, options) -> CustomerParts.of(
                        null,
                        formula.apply(Renewals.NONE),
                        report.byAccount(asked, rules(options)).entrySet().stream()
                                .map(own -> new CustomerParts.Part(own.getKey(), formula.apply(own.getValue())))
                                .toList()));
    }

    private List<MetricReport.Series> series(
            Reading.Asked asked, Map<String, Integer> options, Function<Renewals, Parts> formula) {
        return report.grouped(asked, rules(options)).entrySet().stream()
                .map(group -> new MetricReport.Series(
                        group.getKey(),
                        null,
                        Arrays.stream(group.getValue())
                                .map(renewals -> formula.apply(renewals).value(Unit.RATE))
                                .toList()))
                .toList();
    }

    static RenewalReport.Rules rules(Map<String, Integer> options) {
        return new RenewalReport.Rules(GRACE.of(options), LEAST_TERM.of(options));
    }
}
