package dev.keizoku.metrics.forecast;

import dev.keizoku.metrics.report.Customer;
import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Question;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Windows;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole months of a selection's MRR, from its first.
 *
 * @param currency null where there is no amount
 */
record FlowHistory(@Nullable String currency, List<MonthFlow> months) {

    private static final int MOST_MONTHS = 60;

    static FlowHistory of(Reading.Asked asked) {
        LocalDate end = Interval.MONTH.startOf(asked.today());
        LocalDate first = Interval.MONTH.startOf(firstDay(asked, end));
        LocalDate start = first.isBefore(end.minusMonths(MOST_MONTHS)) ? end.minusMonths(MOST_MONTHS) : first;
        if (!start.isBefore(end)) {
            return new FlowHistory(null, List.of());
        }
        Windows windows = Windows.of(start, end, Interval.MONTH, asked.today());
        MetricReport.Series mrr = series(Metric.MRR, windows, asked);
        List<BigDecimal> closing = amounts(mrr);
        List<BigDecimal> net = amounts(series(Metric.NET_NEW_MRR, windows, asked));
        List<BigDecimal> started = amounts(series(Metric.NEW_MRR, windows, asked));
        List<BigDecimal> returned = amounts(series(Metric.REACTIVATION_MRR, windows, asked));
        List<BigDecimal> expansion = amounts(series(Metric.EXPANSION_MRR, windows, asked));
        List<BigDecimal> contraction = amounts(series(Metric.CONTRACTION_MRR, windows, asked));
        List<BigDecimal> churn = amounts(series(Metric.CHURNED_MRR, windows, asked));
        List<MonthFlow> months = new ArrayList<>();
        for (int i = 0; i < closing.size(); i++) {
            months.add(new MonthFlow(
                    closing.get(i).subtract(net.get(i)),
                    started.get(i).add(returned.get(i)),
                    expansion.get(i),
                    contraction.get(i),
                    churn.get(i),
                    closing.get(i)));
        }
        return new FlowHistory(mrr.currency(), months);
    }

    private static MetricReport.Series series(Metric metric, Windows windows, Reading.Asked asked) {
        Question question = asked.question().ofLedger().monthly(windows);
        return asked.with(question).series(metric).getFirst();
    }

    private static List<BigDecimal> amounts(MetricReport.Series series) {
        List<BigDecimal> amounts = new ArrayList<>();
        for (MetricValue value : series.values()) {
            amounts.add(
                    value instanceof MetricValue.Amount amount
                            ? amount.numerator().divide(amount.denominator(), MathContext.DECIMAL64)
                            : BigDecimal.ZERO);
        }
        return amounts;
    }

    private static LocalDate firstDay(Reading.Asked asked, LocalDate fallback) {
        int first = Math.toIntExact(fallback.toEpochDay());
        for (Customer customer : asked.book().customers()) {
            first = Math.min(first, customer.day(0));
        }
        return LocalDate.ofEpochDay(first);
    }
}
