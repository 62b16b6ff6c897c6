package dev.keizoku.metrics.cohort;

import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.report.Basis;
import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Span;
import dev.keizoku.metrics.report.Windows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Customer retention by cohort, for whoever shows it beside other figures. */
public final class RetentionTable {

    /** The id of the definition it is made by. */
    public static final String DEFINITION = "cohort_retention.logo";

    private RetentionTable() {}

    /** One cohort: how many customers, and the share that pays at the end of each interval; null where it is not over. */
    public record Row(Span period, long customers, List<@Nullable BigDecimal> rates) {}

    /** The cohorts of whole intervals between two days that have begun. */
    public static List<Row> of(
            PaidHistories histories, Interval interval, LocalDate from, LocalDate to, LocalDate today) {
        Windows windows = Windows.of(interval.startOf(from), interval.endOf(to.minusDays(1)), interval, today);
        CohortTable table = CohortTable.of(histories.all(), windows, interval, Interval.JANUARY, Basis.LEDGER, null);
        return table.rows().stream().map(RetentionTable::row).toList();
    }

    private static Row row(CohortTable.Row row) {
        List<@Nullable BigDecimal> rates = new ArrayList<>();
        for (CohortTable.Cell cell : row.cells()) {
            rates.add(
                    cell != null
                                    && MetricValue.rate(cell.customers(), cell.ofCustomers())
                                            instanceof MetricValue.Rate rate
                            ? rate.rounded()
                            : null);
        }
        return new Row(row.period(), row.start().customers(), rates);
    }
}
