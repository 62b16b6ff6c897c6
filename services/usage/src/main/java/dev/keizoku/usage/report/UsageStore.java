package dev.keizoku.usage.report;

import dev.keizoku.usage.report.UsageQuery.Dimension;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads usage from the daily rollups. */
@Singleton
final class UsageStore {

    private static final String USAGE = """
            select cast(date_trunc(:interval, cast(day as timestamp)) as date) as period, %1$s as account, %2$s as name, %3$s as user_id,
                sum(count) as count, sum(sum) as sum
            from usage_day
            where tenant_no = :tenant and day >= :from and day < :to and received_on <= :known
                and (cardinality(:accounts) = 0 or account_id = any(:accounts))
                and (cardinality(:users) = 0 or user_id = any(:users))
                and (cardinality(:names) = 0 or name = any(:names))
            group by 1, 2, 3, 4
            order by 1, 2, 3, 4
            limit :limit
            """;

    private static final String NOT_ASKED = "cast(null as text)";

    private final Jdbi jdbi;

    UsageStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The events of one period and, where asked for, one account, name and user.
     *
     * @param account empty for events without one; null when not told apart, likewise user
     */
    record Counted(
            LocalDate period,
            @Nullable String account,
            @Nullable String name,
            @Nullable String user,
            long count,
            BigDecimal sum) {}

    List<Counted> read(UsageQuery query, int limit) {
        String sql = USAGE.formatted(
                column(query, Dimension.ACCOUNT), column(query, Dimension.NAME), column(query, Dimension.USER));
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("interval", query.interval().name())
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
                        row.getString("account"),
                        row.getString("name"),
                        row.getString("user_id"),
                        row.getLong("count"),
                        row.getBigDecimal("sum")))
                .list());
    }

    private static String column(UsageQuery query, Dimension dimension) {
        return query.groupBy().contains(dimension) ? dimension.column() : NOT_ASKED;
    }
}
