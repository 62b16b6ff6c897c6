package dev.keizoku.metrics.report;

import dev.keizoku.kernel.Parameters;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The query parameters of a report, read into a question. */
final class MetricQuery {

    static final int MOST_POINTS = 1_100;

    private static final int USUAL_POINTS = 12;
    private static final int MOST_DIMENSIONS = 3;

    private final Parameters parameters;
    private final LocalDate today;

    private MetricQuery(Parameters parameters, LocalDate today) {
        this.parameters = parameters;
        this.today = today;
    }

    /** Reads and verifies; {@code metric} is null for the waterfall, which has no options of its own. */
    static Question read(Parameters parameters, @Nullable Metric metric, LocalDate today) {
        return new MetricQuery(parameters, today).question(metric);
    }

    private Question question(@Nullable Metric metric) {
        Interval interval = Interval.of(parameters.oneOf("interval", Interval.names(), "month"));
        Basis basis = Basis.of(parameters.oneOf("basis", Basis.names(), "ledger"));
        Selection selection = new Selection(
                groupBy(),
                new HashSet<>(parameters.strings("plan")),
                new HashSet<>(parameters.strings("currency")),
                attributes());
        Period trailing = metric != null && metric.isRetention() ? trailing(interval) : null;
        boolean reactivation = metric != null && metric.knowsReactivation() && parameters.flag("include_reactivation");
        LocalDate to = parameters.date("to");
        LocalDate from = parameters.date("from");
        LocalDate end =
                to != null ? to : from != null && from.isAfter(today) ? interval.endOf(from) : interval.endOf(today);
        LocalDate start = from != null ? from : interval.plus(interval.startOf(end.minusDays(1)), 1 - USUAL_POINTS);
        if (!start.isBefore(end)) {
            parameters.error(to != null ? "to" : "from", "invalid_value", "The period ends after it begins.");
        } else if (points(start, end, interval) > MOST_POINTS) {
            parameters.error(
                    "from", "out_of_range", "At most " + MOST_POINTS + " points; take a longer interval or less time.");
        }
        parameters.verify();
        return new Question(
                Windows.of(start, end, interval, today), interval, basis, selection, trailing, reactivation);
    }

    private static long points(LocalDate from, LocalDate to, Interval interval) {
        long days = ChronoUnit.DAYS.between(from, to);
        return switch (interval) {
            case DAY -> days;
            case MONTH -> days / 28;
            case QUARTER -> days / 90;
            case YEAR -> days / 365;
        };
    }

    private List<String> groupBy() {
        Set<String> dimensions = new LinkedHashSet<>();
        for (String value : parameters.strings("group_by")) {
            for (String dimension : value.split(",", -1)) {
                boolean attribute =
                        dimension.startsWith(Selection.ATTRIBUTE) && dimension.length() > Selection.ATTRIBUTE.length();
                if (!attribute && !dimension.equals(Selection.PLAN) && !dimension.equals(Selection.CURRENCY)) {
                    parameters.error("group_by", "invalid_value", "Accepted: plan, currency, attribute.<name>.");
                } else if (!dimensions.add(dimension)) {
                    parameters.error("group_by", "repeated", "A dimension may be named once.");
                }
            }
        }
        if (dimensions.size() > MOST_DIMENSIONS) {
            parameters.error("group_by", "invalid_value", "At most " + MOST_DIMENSIONS + " dimensions.");
        }
        return new ArrayList<>(dimensions);
    }

    private Map<String, Set<String>> attributes() {
        Map<String, Set<String>> accepted = new TreeMap<>();
        parameters.prefixed(Selection.ATTRIBUTE).forEach((name, values) -> accepted.put(name, new HashSet<>(values)));
        return accepted;
    }

    private @Nullable Period trailing(Interval interval) {
        String period = parameters.string("period");
        if (period == null) {
            return null;
        }
        if (!period.equals("P1M") && !period.equals("P12M")) {
            parameters.error("period", "invalid_value", "Accepted: P1M, P12M.");
            return null;
        }
        if (interval == Interval.DAY) {
            parameters.error("period", "invalid_value", "A trailing period needs an interval of a month or longer.");
            return null;
        }
        return Period.parse(period);
    }
}
