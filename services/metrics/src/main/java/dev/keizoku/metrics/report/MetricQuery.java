package dev.keizoku.metrics.report;

import dev.keizoku.kernel.Parameters;
import dev.keizoku.metrics.movement.Reason;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The query parameters of a report, read into a question. */
final class MetricQuery {

    static final int MOST_POINTS = 1_100;

    private static final int USUAL_POINTS = 12;
    private static final int MOST_DIMENSIONS = 3;

    private static final List<String> PERIODS = List.of("P1M", "P3M", "P6M", "P12M");

    private final Parameters parameters;
    private final LocalDate today;
    private final int fiscalMonth;

    private MetricQuery(Parameters parameters, LocalDate today, int fiscalMonth) {
        this.parameters = parameters;
        this.today = today;
        this.fiscalMonth = fiscalMonth;
    }

    /**
     * Reads and verifies.
     *
     * @param metric null for the waterfall, which has no options of its own
     * @param fiscalMonth the first of the tenant's fiscal year
     */
    static Question read(Parameters parameters, @Nullable Metric metric, LocalDate today, int fiscalMonth) {
        return new MetricQuery(parameters, today, fiscalMonth).question(metric);
    }

    private Question question(@Nullable Metric metric) {
        Interval interval = Interval.of(parameters.oneOf("interval", Interval.names(), "month"));
        Basis basis = Basis.of(parameters.oneOf("basis", Basis.names(), "ledger"));
        Selection selection = new Selection(
                groupBy(),
                new HashSet<>(parameters.strings("plan")),
                new HashSet<>(parameters.strings("currency")),
                attributes(),
                filters(),
                metric != null && metric.knowsReasons() ? without() : Set.of());
        Period trailing = metric != null && metric.isRetention() ? trailing(interval) : null;
        boolean reactivation = metric != null && metric.knowsReactivation() && parameters.flag("include_reactivation");
        boolean fiscal = parameters
                .oneOf("calendar", List.of("calendar", "fiscal"), "calendar")
                .equals("fiscal");
        int firstMonth = fiscal ? fiscalMonth : Interval.JANUARY;
        Fx fx = fx(metric);
        LocalDate to = parameters.date("to");
        LocalDate from = parameters.date("from");
        LocalDate last = from != null && from.isAfter(today) ? from : today;
        LocalDate end = to != null ? to : interval.endOf(last, firstMonth);
        LocalDate start =
                from != null ? from : interval.plus(interval.startOf(end.minusDays(1), firstMonth), 1 - USUAL_POINTS);
        if (!start.isBefore(end)) {
            parameters.error(to != null ? "to" : "from", "invalid_value", "The period ends after it begins.");
        } else if (points(start, end, interval) > MOST_POINTS) {
            parameters.error(
                    "from", "out_of_range", "At most " + MOST_POINTS + " points; take a longer interval or less time.");
        }
        parameters.verify();
        return new Question(
                Windows.of(start, end, interval, firstMonth, today),
                interval,
                basis,
                selection,
                trailing,
                reactivation,
                firstMonth,
                fx);
    }

    private static long points(LocalDate from, LocalDate to, Interval interval) {
        long days = ChronoUnit.DAYS.between(from, to);
        return switch (interval) {
            case DAY -> days;
            case WEEK -> days / 7;
            case MONTH -> days / 28;
            case QUARTER -> days / 90;
            case HALF -> days / 181;
            case YEAR -> days / 365;
        };
    }

    private List<String> groupBy() {
        Set<String> dimensions = new LinkedHashSet<>();
        for (String value : parameters.strings("group_by")) {
            for (String dimension : value.split(",", -1)) {
                boolean attribute =
                        dimension.startsWith(Selection.ATTRIBUTE) && dimension.length() > Selection.ATTRIBUTE.length();
                boolean known = dimension.equals(Selection.PLAN)
                        || dimension.equals(Selection.CURRENCY)
                        || Dimension.of(dimension).isPresent();
                if (!attribute && !known) {
                    parameters.error(
                            "group_by",
                            "invalid_value",
                            "Accepted: plan, currency, " + String.join(", ", Dimension.names())
                                    + ", attribute.<name>.");
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

    private Map<String, Set<String>> filters() {
        Map<String, Set<String>> accepted = new TreeMap<>();
        for (String dimension : Dimension.names()) {
            List<String> values = parameters.strings(dimension);
            if (!values.isEmpty()) {
                accepted.put(dimension, new HashSet<>(values));
            }
        }
        return accepted;
    }

    private Set<Reason> without() {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (String name : parameters.strings("exclude_reason")) {
            Optional<Reason> reason = Arrays.stream(Reason.values())
                    .filter(known -> known.wireName().equals(name))
                    .findFirst();
            reason.ifPresentOrElse(
                    reasons::add, () -> parameters.error("exclude_reason", "invalid_value", "No such reason."));
        }
        return reasons;
    }

    /** The waterfall has no use for one rate: what rates did is one of its parts. */
    private @Nullable Fx fx(@Nullable Metric metric) {
        List<String> accepted = metric == null ? List.of(Fx.AS_REPORTED.wireName()) : Fx.names();
        String name = parameters.oneOf("fx", accepted, "");
        return name.isEmpty() ? null : Fx.of(name);
    }

    private @Nullable Period trailing(Interval interval) {
        String period = parameters.string("period");
        if (period == null) {
            return null;
        }
        if (!PERIODS.contains(period)) {
            parameters.error("period", "invalid_value", "Accepted: " + String.join(", ", PERIODS) + ".");
            return null;
        }
        if (!interval.ofMonths()) {
            parameters.error("period", "invalid_value", "A trailing period needs an interval of a month or longer.");
            return null;
        }
        return Period.parse(period);
    }
}
