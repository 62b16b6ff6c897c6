package dev.keizoku.usage.meter;

import java.util.Locale;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The statement that answers a question to a meter. */
final class MeterSql {

    private final MeterQuery query;
    private final boolean counters;
    private final MeterTerms terms = new MeterTerms();
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
        return terms.bind(statement);
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
        return select.append(", ")
                .append(terms.value(query.meter(), counters, "true"))
                .append(" as value")
                .toString();
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

    private String where() {
        StringBuilder where = new StringBuilder(counters ? " from usage_day" : " from event")
                .append(" where tenant_no = :tenant and day >= :fromDay and day < :toDay and ")
                .append(terms.matches(query.meter()));
        if (!counters && !query.ofDays()) {
            where.append(" and occurred_at >= :from and occurred_at < :to");
        }
        if (!query.accounts().isEmpty()) {
            where.append(" and account_id = any(")
                    .append(terms.array(query.accounts()))
                    .append(")");
        }
        if (!query.users().isEmpty()) {
            where.append(" and user_id = any(")
                    .append(terms.array(query.users()))
                    .append(")");
        }
        return where.append(terms.among(query.filters())).toString();
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
            case Key.Property property -> terms.expression(property);
        };
    }
}
