package dev.keizoku.usage.report;

import dev.keizoku.usage.BoundedRead;
import dev.keizoku.usage.report.UsageQuery.Dimension;
import dev.keizoku.usage.report.UsageQuery.Interval;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads usage from the daily rollups and, by the hour, from the events. */
@Singleton
final class UsageStore {

    private static final String OF_DAYS = """
            select cast(date_trunc(:interval, cast(day as timestamp)) as date) as period,
                cast(null as timestamptz) as hour, %1$s as account, %2$s as event_name, %3$s as person,
                %4$s as used_feature, %5$s as department, sum(count) as count, sum(sum) as sum
            from usage_day as used""";

    /** The difference keeps the offset, so that an hour that the clock repeats is two. */
    private static final String OF_HOURS = """
            select day as period,
                occurred_at - ((occurred_at at time zone :zone) - date_trunc('hour', occurred_at at time zone :zone))
                    as hour, %1$s as account, %2$s as event_name, %3$s as person, %4$s as used_feature,
                %5$s as department, count(*) as count, coalesce(sum(used.value), 0) as sum
            from event as used""";

    private static final String GROUPED = """
             %6$s
            where used.tenant_no = :tenant and day >= :from and day < :to and received_on <= :known
                and (cardinality(:accounts) = 0 or used.account_id = any(:accounts))
                and (cardinality(:users) = 0 or used.user_id = any(:users))
                and (cardinality(:names) = 0 or used.name = any(:names))
            group by 1, 2, 3, 4, 5, 6, 7
            order by 1, 2, 3, 4, 5, 6, 7
            limit :limit
            """;

    private static final String DEPARTMENTS = """
            left join person_trait there on there.tenant_no = :tenant and there.user_id = used.user_id
                and there.account_id = used.account_id and there.name = 'department'
            left join person_trait anywhere on anywhere.tenant_no = :tenant and anywhere.user_id = used.user_id
                and anywhere.account_id = '' and anywhere.name = 'department'
            """;

    private static final String NOT_ASKED = "cast(null as text)";

    private final Jdbi jdbi;

    UsageStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The events of one period and, where asked for, one account, name and user.
     *
     * @param period the first day
     * @param hour when it begins; null when hours are not told apart
     * @param account empty for events without one; null when not told apart, likewise user
     */
    record Counted(
            LocalDate period,
            @Nullable Instant hour,
            @Nullable String account,
            @Nullable String name,
            @Nullable String user,
            @Nullable String feature,
            @Nullable String department,
            long count,
            BigDecimal sum) {}

    List<Counted> read(UsageQuery query, int limit) {
        boolean hours = query.interval() == Interval.HOUR;
        String sql = ((hours ? OF_HOURS : OF_DAYS) + GROUPED)
                .formatted(
                        column(query, Dimension.ACCOUNT),
                        column(query, Dimension.NAME),
                        column(query, Dimension.USER),
                        column(query, Dimension.FEATURE),
                        column(query, Dimension.DEPARTMENT),
                        query.groupBy().contains(Dimension.DEPARTMENT) ? DEPARTMENTS : "");
        return BoundedRead.of(() -> jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind(
                        hours ? "zone" : "interval",
                        hours ? query.zone().getId() : query.interval().name())
                .bind("tenant", query.tenant())
                .bind("from", query.from())
                .bind("to", query.to())
                .bind("known", query.knownOn())
                .bindArray("accounts", String.class, query.accounts())
                .bindArray("users", String.class, query.users())
                .bindArray("names", String.class, query.names())
                .bind("limit", limit)
                .map((row, context) -> new Counted(
                        row.getObject("period", LocalDate.class),
                        instant(row.getObject("hour", OffsetDateTime.class)),
                        row.getString("account"),
                        row.getString("event_name"),
                        row.getString("person"),
                        row.getString("used_feature"),
                        row.getString("department"),
                        row.getLong("count"),
                        row.getBigDecimal("sum")))
                .list()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static String column(UsageQuery query, Dimension dimension) {
        return query.groupBy().contains(dimension) ? dimension.column() : NOT_ASKED;
    }
}
