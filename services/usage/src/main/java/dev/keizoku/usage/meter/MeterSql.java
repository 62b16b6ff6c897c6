package dev.keizoku.usage.meter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The statement that answers a question to a meter. What the caller wrote only ever gets into it as a parameter. */
final class MeterSql {

    private static final String NUMBER = "'^-?[0-9]{1,30}(\\.[0-9]{1,30})?$'";

    private final MeterQuery query;
    private final boolean counters;
    private final Map<String, List<String>> arrays = new LinkedHashMap<>();
    private final String text;

    MeterSql(MeterQuery query) {
        this.query = query;
        this.counters = query.ofCounters();
        this.text = select() + where() + order();
    }

    String text() {
        return text;
    }

    Query bind(Query statement) {
        statement
                .bind("tenant", query.tenant())
                .bind("fromDay", query.fromDay())
                .bind("toDay", query.toDay());
        if (!counters && !query.ofDays()) {
            statement.bind("from", MeterValueStore.time(query.from())).bind("to", MeterValueStore.time(query.to()));
        }
        Window window = query.window();
        if (window != null) {
            statement.bind("unit", window.name().toLowerCase(Locale.ROOT));
            if (!window.ofDays()) {
                statement.bind("zone", query.zone().getId());
            }
        }
        arrays.forEach((name, values) -> statement.bindArray(name, String.class, values));
        return statement;
    }

    private String select() {
        StringBuilder select =
                new StringBuilder("select ").append(start(query.window())).append(" as start");
        for (int i = 0; i < query.groupBy().size(); i++) {
            select.append(", ")
                    .append(shown(query.groupBy().get(i)))
                    .append(" as group")
                    .append(i);
        }
        return select.append(", ").append(value()).append(" as value").toString();
    }

    private String start(@Nullable Window window) {
        if (window == null) {
            return "cast(null as date)";
        }
        // The difference keeps the offset, so that an hour that the clock repeats is two.
        return window.ofDays()
                ? "cast(date_trunc(:unit, cast(day as timestamp)) as date)"
                : "occurred_at - ((occurred_at at time zone :zone) - date_trunc(:unit, occurred_at at time zone"
                        + " :zone))";
    }

    private String value() {
        return switch (query.meter().aggregation()) {
            case COUNT -> counters ? "sum(count)" : "count(*)";
            case SUM -> counters ? "sum(sum)" : "coalesce(sum(" + quantity() + "), 0)";
            case MIN -> "min(" + quantity() + ")";
            case MAX -> "max(" + quantity() + ")";
            case LAST -> {
                String quantity = quantity();
                yield "(array_agg(" + quantity + " order by occurred_at desc, identity_high desc, identity_low desc)"
                        + " filter (where " + quantity + " is not null))[1]";
            }
            case UNIQUE_USERS -> "count(distinct user_id) filter (where user_id <> '')";
        };
    }

    private String quantity() {
        String own = query.meter().ownValue();
        if (own == null) {
            return "value";
        }
        String property = expression(new Key.Property(own));
        return "case when " + property + " ~ " + NUMBER + " then cast(" + property + " as numeric) end";
    }

    private String where() {
        StringBuilder where = new StringBuilder(counters ? " from usage_day" : " from event")
                .append(" where tenant_no = :tenant and day >= :fromDay and day < :toDay and name = any(")
                .append(array(query.meter().eventNames()))
                .append(")");
        if (!counters && !query.ofDays()) {
            where.append(" and occurred_at >= :from and occurred_at < :to");
        }
        if (!query.accounts().isEmpty()) {
            where.append(" and account_id = any(")
                    .append(array(query.accounts()))
                    .append(")");
        }
        if (!query.users().isEmpty()) {
            where.append(" and user_id = any(").append(array(query.users())).append(")");
        }
        query.meter().filters().forEach((name, values) -> filter(where, name, values));
        query.filters().forEach((name, values) -> filter(where, name, values));
        return where.toString();
    }

    private void filter(StringBuilder where, String name, List<String> values) {
        where.append(" and ")
                .append(expression(Key.of(name)))
                .append(" = any(")
                .append(array(values))
                .append(")");
    }

    private String order() {
        StringBuilder columns = new StringBuilder("1");
        for (int i = 0; i < query.groupBy().size(); i++) {
            columns.append(", ").append(i + 2);
        }
        return " group by " + columns + " order by " + columns + " limit :limit";
    }

    private String shown(Key key) {
        return switch (key) {
            case Key.Column column -> "nullif(" + column.column() + ", '')";
            case Key.Property property -> expression(property);
        };
    }

    private String expression(Key key) {
        return switch (key) {
            case Key.Column column -> column.column();
            case Key.Property property -> "(properties #>> " + array(property.path()) + ")";
        };
    }

    private String array(List<String> values) {
        String name = "array" + arrays.size();
        arrays.put(name, values);
        return "cast(:" + name + " as text[])";
    }
}
