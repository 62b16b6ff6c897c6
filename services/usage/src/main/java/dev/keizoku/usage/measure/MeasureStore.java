package dev.keizoku.usage.measure;

import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Reads measures from the rollups: of one account, or of all in the order of their ids. */
@Singleton
final class MeasureStore {

    private static final int FETCH = 1000;

    private static final String MEASURES = """
            with recent as (
                select account_id,
                    count(distinct day) filter (where day > cast(:day as date) - 7) as active_days_7,
                    count(distinct day) as active_days_28,
                    count(distinct user_id) filter (where user_id <> '' and day > cast(:day as date) - 7) as active_users_7,
                    count(distinct user_id) filter (where user_id <> '') as active_users_28,
                    array_agg(distinct case name when 'feature.used' then feature else name end)
                        filter (where name <> 'login') as features_used_28,
                    sum(count) filter (where day > cast(:day as date) - 7) as events_7,
                    sum(count) as events_28
                from usage_day
                where tenant_no = :tenant and day > cast(:day as date) - 28 and day <= :day and received_on <= :known
                    and account_id <> '' and %1$s
                group by account_id
            ), ever as (
                select account_id, min(day) as first_seen_on, max(day) filter (where logins > 0) as last_login_on
                from account_day
                where tenant_no = :tenant and day <= :day and received_on <= :known and %1$s
                group by account_id
            )
            select ever.account_id, ever.last_login_on, ever.first_seen_on, recent.active_days_7,
                recent.active_days_28, recent.active_users_7, recent.active_users_28, recent.features_used_28,
                recent.events_7, recent.events_28
            from ever left join recent on recent.account_id = ever.account_id
            order by ever.account_id
            """;

    private static final String ALL = MEASURES.formatted("true");
    private static final String RANGE = MEASURES.formatted("account_id >= :from and (:to = '' or account_id < :to)");
    private static final String ONE = MEASURES.formatted("account_id = :from");

    private static final RowMapper<AccountMeasures> ROW = (row, context) -> new AccountMeasures(
            row.getString("account_id"),
            row.getObject("last_login_on", LocalDate.class),
            row.getObject("first_seen_on", LocalDate.class),
            row.getInt("active_days_7"),
            row.getInt("active_days_28"),
            row.getInt("active_users_7"),
            row.getInt("active_users_28"),
            features(row),
            row.getLong("events_7"),
            row.getLong("events_28"));

    private final Jdbi requests;
    private final Jdbi bulk;

    MeasureStore(Jdbi requests, @DataSource("bulk") Jdbi bulk) {
        this.requests = requests;
        this.bulk = bulk;
    }

    /**
     * Which measures are asked for.
     *
     * @param knownOn events received on later days are left out
     * @param from the first account id; null for all
     * @param to the account id to stop before; null for no end
     */
    record Slice(
            int tenant,
            LocalDate day,
            LocalDate knownOn,
            @Nullable String from,
            @Nullable String to) {}

    /** Something done with each row while the database sends the next. */
    interface Sink {
        void accept(AccountMeasures measures) throws java.io.IOException;
    }

    Optional<AccountMeasures> one(int tenant, String account, LocalDate day) {
        return requests.withHandle(
                handle -> query(handle, ONE, new Slice(tenant, day, day.plusYears(100), account, null))
                        .map(ROW)
                        .findOne());
    }

    /** Hands over every account's measures, sorted by id, holding a thousand of them at most. */
    void stream(Slice slice, Sink sink) throws java.io.IOException {
        bulk.useTransaction(handle -> {
            handle.execute("set local jit = off");
            handle.execute("set local work_mem = '64MB'");
            boolean all = slice.from() == null && slice.to() == null;
            try (var rows = query(handle, all ? ALL : RANGE, slice)
                    .setFetchSize(FETCH)
                    .map(ROW)
                    .iterator()) {
                while (rows.hasNext()) {
                    sink.accept(rows.next());
                }
            }
        });
    }

    private static org.jdbi.v3.core.statement.Query query(Handle handle, String sql, Slice slice) {
        var query = handle.createQuery(sql)
                .bind("tenant", slice.tenant())
                .bind("day", slice.day())
                .bind("known", slice.knownOn());
        if (sql.contains(":from")) {
            query.bind("from", slice.from() == null ? "" : slice.from());
        }
        if (sql.contains(":to")) {
            query.bind("to", slice.to() == null ? "" : slice.to());
        }
        return query;
    }

    private static List<String> features(ResultSet row) throws SQLException {
        Array features = row.getArray("features_used_28");
        return features == null
                ? List.of()
                : Arrays.stream((Object[]) features.getArray())
                        .map(String::valueOf)
                        .toList();
    }
}
