package dev.keizoku.metrics.outlook;

import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.Customer;
import dev.keizoku.metrics.report.CustomerParts;
import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Span;
import dev.keizoku.metrics.report.Windows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From today's MRR to what it will be once everything that is scheduled has taken effect. */
final class CommittedMrr {

    /** The steps between the two, in order. */
    static final List<Metric> STEPS = List.of(
            Metric.NEW_MRR, Metric.REACTIVATION_MRR, Metric.EXPANSION_MRR, Metric.CONTRACTION_MRR, Metric.CHURNED_MRR);

    /** One group's bridge; {@code steps} are what is scheduled from tomorrow on. */
    record Bridge(@Nullable String currency, MetricValue now, Map<Metric, MetricValue> steps, MetricValue committed) {}

    private final Reading.Asked asked;
    private final LocalDate until;

    /**
     * What is scheduled up to a day.
     *
     * @param until the first day that is not looked at; null for everything that is scheduled
     */
    CommittedMrr(Reading.Asked asked, @Nullable LocalDate until) {
        this.asked = asked;
        LocalDate last = until == null ? lastDay(asked.book()).plusDays(1) : until;
        LocalDate least = asked.today().plusDays(2);
        this.until = last.isBefore(least) ? least : last;
    }

    LocalDate until() {
        return until;
    }

    Map<List<Label>, Bridge> bridges() {
        Map<List<Label>, Bridge> bridges = new LinkedHashMap<>();
        Map<List<Label>, MetricReport.Series> now =
                series(Metric.MRR, asked.today(), asked.today().plusDays(1));
        LocalDate tomorrow = asked.today().plusDays(1);
        Map<Metric, Map<List<Label>, MetricReport.Series>> steps = new EnumMap<>(Metric.class);
        STEPS.forEach(step -> steps.put(step, series(step, tomorrow, until)));
        series(Metric.MRR, tomorrow, until).forEach((group, committed) -> {
            Map<Metric, MetricValue> moved = new EnumMap<>(Metric.class);
            steps.forEach((step, byGroup) -> moved.put(step, value(byGroup.get(group))));
            bridges.put(group, new Bridge(committed.currency(), value(now.get(group)), moved, value(committed)));
        });
        return bridges;
    }

    /** Who makes it. */
    CustomerParts parts() {
        return CustomerParts.of(Metric.MRR, until(asked.today().plusDays(1), until));
    }

    private Map<List<Label>, MetricReport.Series> series(Metric metric, LocalDate from, LocalDate to) {
        Map<List<Label>, MetricReport.Series> byGroup = new LinkedHashMap<>();
        until(from, to).series(metric).forEach(line -> byGroup.put(line.group(), line));
        return byGroup;
    }

    /** As if the day before {@code to} were today: the ledger knows the days to come. */
    private Reading.Asked until(LocalDate from, LocalDate to) {
        LocalDate then = to.minusDays(1);
        Windows window = Windows.of(List.of(new Span(from, to)), Interval.MONTH, then);
        return asked.with(asked.question().ofLedger().monthly(window)).on(then);
    }

    private static MetricValue value(MetricReport.@Nullable Series series) {
        return series == null
                ? new MetricValue.Amount(BigDecimal.ZERO, BigDecimal.ONE)
                : series.values().getFirst();
    }

    private static LocalDate lastDay(Book book) {
        int last = 0;
        for (Customer customer : book.customers()) {
            last = Math.max(last, customer.day(customer.size() - 1));
        }
        return LocalDate.ofEpochDay(last);
    }
}
