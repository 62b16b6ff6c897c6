package dev.keizoku.metrics.cost;

import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Question;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Span;
import dev.keizoku.metrics.report.Windows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures of the ledger that others are made of, by group. */
public final class LedgerFigures {

    /** How many whole months a mean churn is taken over. */
    public static final int CHURN_MONTHS = 6;

    private final Reading.Asked asked;

    public LedgerFigures(Reading.Asked asked) {
        this.asked = asked;
    }

    /** The figures of a metric over the question's own periods. */
    public Map<List<Label>, MetricReport.Series> of(Metric metric) {
        return of(metric, asked.question());
    }

    /** The same a year earlier. */
    Map<List<Label>, MetricReport.Series> aYearBefore(Metric metric) {
        List<Span> earlier = asked.question().windows().periods().stream()
                .map(period -> new Span(period.from().minusYears(1), period.to().minusYears(1)))
                .toList();
        return of(metric, over(Windows.of(earlier, asked.question().interval(), asked.today())));
    }

    /** By month, from a number of months before the question's first period ends to its end. */
    Map<List<Label>, Months> monthly(Metric metric, int before) {
        List<Span> periods = asked.question().windows().periods();
        LocalDate from =
                Interval.MONTH.plus(Interval.MONTH.startOf(periods.getFirst().from()), -before);
        LocalDate to = Interval.MONTH.endOf(periods.getLast().to().minusDays(1));
        Windows windows = Windows.of(from, to, Interval.MONTH, asked.today());
        Map<List<Label>, Months> byGroup = new LinkedHashMap<>();
        of(metric, over(windows)).forEach((group, series) -> byGroup.put(group, new Months(windows, series.values())));
        return byGroup;
    }

    /** The mean monthly customer churn of the last whole months of the whole selection; null where there was none. */
    public @Nullable Ratio meanChurn() {
        Months months = monthly(Metric.LOGO_CHURN_RATE, CHURN_MONTHS).get(List.of());
        return months == null ? null : months.meanBefore(Interval.MONTH.startOf(asked.today()), CHURN_MONTHS);
    }

    private Map<List<Label>, MetricReport.Series> of(Metric metric, Question question) {
        Map<List<Label>, MetricReport.Series> byGroup = new LinkedHashMap<>();
        asked.with(question).series(metric).forEach(series -> byGroup.put(series.group(), series));
        return byGroup;
    }

    private Question over(Windows windows) {
        return asked.question().monthly(windows);
    }

    /** One group's figures by month. */
    record Months(Windows windows, List<MetricValue> values) {

        /** The mean over the whole months before a day that are over and have a value; null when none has. */
        @Nullable Ratio meanBefore(LocalDate end, int months) {
            List<Ratio> known = new ArrayList<>();
            for (int i = windows.periods().size() - 1; i >= 0 && months > known.size(); i--) {
                Span month = windows.periods().get(i);
                boolean within = !month.to().isAfter(end)
                        && month.from().isAfter(end.minusMonths(months).minusDays(1));
                Ratio value = within && windows.complete(month) ? Ratio.of(values.get(i)) : null;
                if (value != null) {
                    known.add(value);
                }
            }
            if (known.isEmpty()) {
                return null;
            }
            Ratio sum = Ratio.of(0);
            for (Ratio value : known) {
                sum = Ratio.sum(sum, value);
            }
            return Ratio.quotient(sum, Ratio.of(known.size()));
        }

        /** The value of one month; null when it is not among them or has none. */
        @Nullable Ratio of(LocalDate firstDay) {
            for (int i = 0; i < windows.periods().size(); i++) {
                if (windows.periods().get(i).from().equals(firstDay)) {
                    return Ratio.of(values.get(i));
                }
            }
            return null;
        }
    }
}
