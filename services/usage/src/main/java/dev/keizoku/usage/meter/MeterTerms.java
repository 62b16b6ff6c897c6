package dev.keizoku.usage.meter;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/** What meters put into a statement. What the caller wrote only ever gets into it as a parameter. */
final class MeterTerms {

    private static final String NUMBER = "'^-?[0-9]{1,30}(\\.[0-9]{1,30})?$'";

    private final Map<String, List<String>> arrays = new LinkedHashMap<>();
    private final Map<String, LocalDate> dates = new LinkedHashMap<>();

    /** The number that the rows of a group come to of which a condition is true; of counters of days or of events. */
    String value(Meter meter, boolean counters, String condition) {
        String only = " filter (where " + condition + ")";
        return switch (meter.aggregation()) {
            case COUNT -> (counters ? "sum(count)" : "count(*)") + only;
            case SUM -> counters ? "sum(sum)" + only : "coalesce(sum(" + quantity(meter) + ")" + only + ", 0)";
            case MIN -> "min(" + quantity(meter) + ")" + only;
            case MAX -> "max(" + quantity(meter) + ")" + only;
            case LAST -> {
                String quantity = quantity(meter);
                yield "(array_agg(" + quantity + " order by occurred_at desc, identity_high desc, identity_low desc)"
                        + " filter (where " + quantity + " is not null and " + condition + "))[1]";
            }
            case UNIQUE_USERS -> "count(distinct user_id) filter (where user_id <> '' and " + condition + ")";
        };
    }

    private String quantity(Meter meter) {
        String own = meter.ownValue();
        if (own == null) {
            return "value";
        }
        String property = expression(new Key.Property(own));
        return "case when " + property + " ~ " + NUMBER + " then cast(" + property + " as numeric) end";
    }

    /** Whether a row is of the meter. */
    String matches(Meter meter) {
        return named(meter.eventNames()) + among(meter.filters());
    }

    String named(List<String> names) {
        return "name = any(" + array(names) + ")";
    }

    /** Whether every key has one of its values. */
    String among(Map<String, List<String>> filters) {
        StringBuilder conditions = new StringBuilder();
        filters.forEach((name, values) -> conditions
                .append(" and ")
                .append(expression(Key.of(name)))
                .append(" = any(")
                .append(array(values))
                .append(")"));
        return conditions.toString();
    }

    String expression(Key key) {
        return switch (key) {
            case Key.Column column -> column.column();
            case Key.Property property -> "(properties #>> " + array(property.path()) + ")";
        };
    }

    String array(List<String> values) {
        String name = "array" + arrays.size();
        arrays.put(name, values);
        return "cast(:" + name + " as text[])";
    }

    String date(LocalDate date) {
        String name = "date" + dates.size();
        dates.put(name, date);
        return "cast(:" + name + " as date)";
    }

    Query bind(Query statement) {
        arrays.forEach((name, values) -> statement.bindArray(name, String.class, values));
        dates.forEach(statement::bind);
        return statement;
    }
}
