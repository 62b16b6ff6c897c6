package dev.keizoku.metrics.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures as a pure function of a book and a question. */
public final class MetricReport {

    /**
     * One line of figures.
     *
     * @param currency of its amounts; null where there are none
     * @param values in the order of the windows; undefined for those that have not begun
     */
    public record Series(List<Label> group, @Nullable String currency, List<MetricValue> values) {}

    /**
     * Every line of figures.
     *
     * @param ratesFilled whether the rate of an earlier day had to stand in for a missing one
     */
    record Answer(List<Series> series, boolean ratesFilled) {}

    /** The group of one point, and where in its tallies. */
    private record Reading(TalliedGroup group, int window) {}

    private final Book book;
    private final Question question;
    private final LocalDate today;
    private final @Nullable Reporting reporting;
    private boolean ratesFilled;

    private MetricReport(Book book, Question question, LocalDate today, @Nullable Reporting reporting) {
        this.book = book;
        this.question = question;
        this.today = today;
        this.reporting = reporting;
    }

    /**
     * The series of a metric in native amounts, one for each group.
     *
     * @throws RateMissing when amounts of several currencies would have to be added
     */
    public static List<Series> of(Book book, Metric metric, Question question, LocalDate today) {
        return new MetricReport(book, question, today, null).series(metric);
    }

    /**
     * The series of a metric, valued in the reporting currency where amounts of several have to be added.
     *
     * @throws RateMissing when there are no rates to do so
     */
    static Answer of(Book book, Metric metric, Question question, LocalDate today, Reporting reporting) {
        MetricReport report = new MetricReport(book, question, today, reporting);
        List<Series> series = report.series(metric);
        return new Answer(series, report.ratesFilled);
    }

    private List<Series> series(Metric metric) {
        Map<List<Label>, @Nullable Reading[]> readings = readings(metric);
        List<Series> all = new ArrayList<>();
        readings.forEach((labels, points) -> all.add(series(metric, labels, points)));
        return all;
    }

    private Series series(Metric metric, List<Label> labels, @Nullable Reading[] points) {
        String currency = currencyOf(points, metric.needsOneCurrency());
        List<MetricValue> values = new ArrayList<>();
        for (Reading point : points) {
            values.add(point == null ? ofNothing(metric) : metric.of(figures(point, currency)));
        }
        while (values.size() < question.windows().periods().size()) {
            values.add(MetricValue.UNDEFINED);
        }
        return new Series(labels, currency, values);
    }

    private Figures figures(Reading point, @Nullable String currency) {
        Tally counts = point.group().counts();
        Tally amounts = currency == null ? null : point.group().amounts().get(currency);
        return new Figures(
                counts,
                amounts == null ? new Tally(point.window() + 1) : amounts,
                point.window(),
                point.group().scale(),
                question.includeReactivation());
    }

    private MetricValue ofNothing(Metric metric) {
        Tally nothing = new Tally(1);
        return metric.of(new Figures(nothing, nothing, 0, book.scale(), false));
    }

    private static @Nullable String currencyOf(@Nullable Reading[] points, boolean one) {
        List<String> currencies = new ArrayList<>();
        for (Reading point : points) {
            if (point != null) {
                point.group().amounts().keySet().stream()
                        .filter(currency -> !currencies.contains(currency))
                        .forEach(currencies::add);
            }
        }
        if (one && currencies.size() > 1) {
            throw new RateMissing(currencies);
        }
        return currencies.size() == 1 ? currencies.getFirst() : null;
    }

    /** By group, what each point reads from. */
    private Map<List<Label>, @Nullable Reading[]> readings(Metric metric) {
        Windows windows = question.windows();
        if (question.trailing() == null) {
            return readings(metric, List.of(windows), ownPlaces(windows.size()));
        }
        Trailing trailing = Trailing.of(windows, question, question.trailing(), today);
        return readings(metric, trailing.walks(), trailing.places());
    }

    private Map<List<Label>, @Nullable Reading[]> readings(
            Metric metric, List<Windows> walks, List<Trailing.Place> places) {
        Map<List<Label>, @Nullable Reading[]> readings = new LinkedHashMap<>();
        List<BookWalk.Tallied> tallied = new Tallying(book, question, reporting).of(walks, metric);
        for (int walk = 0; walk < walks.size(); walk++) {
            ratesFilled |= tallied.get(walk).ratesFilled();
            for (TalliedGroup group : tallied.get(walk).groups()) {
                @Nullable Reading[] points = readings.computeIfAbsent(group.labels(), any -> new Reading[places.size()]);
                for (int point = 0; point < points.length; point++) {
                    if (places.get(point).walk() == walk) {
                        points[point] = new Reading(group, places.get(point).window());
                    }
                }
            }
        }
        return readings;
    }

    private static List<Trailing.Place> ownPlaces(int windows) {
        List<Trailing.Place> places = new ArrayList<>();
        for (int window = 0; window < windows; window++) {
            places.add(new Trailing.Place(0, window));
        }
        return places;
    }
}
