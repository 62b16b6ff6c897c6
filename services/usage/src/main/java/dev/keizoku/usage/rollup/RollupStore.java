package dev.keizoku.usage.rollup;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Adds rollups to what is stored, on the connection and in the transaction that stores the events. */
public final class RollupStore {

    private static final String STAGE = """
            create temporary table if not exists staged_usage (
                count bigint, first_at timestamptz, last_at timestamptz, tenant_no integer, day date,
                received_on date, account_id text collate "C", name text collate "C", user_id text collate "C",
                feature text collate "C", sum numeric
            ) on commit delete rows
            """;

    private static final String COPY = "copy staged_usage from stdin (format binary)";

    private static final String ADD_USAGE = """
            insert into usage_day as stored (count, first_at, last_at, tenant_no, day, received_on, account_id, name,
                user_id, feature, sum)
            select count, first_at, last_at, tenant_no, day, received_on, account_id, name, user_id, feature, sum
            from staged_usage
            on conflict (tenant_no, day, account_id, name, user_id, feature, received_on) do update set
                count = stored.count + excluded.count,
                first_at = least(stored.first_at, excluded.first_at),
                last_at = greatest(stored.last_at, excluded.last_at),
                sum = stored.sum + excluded.sum
            """;

    private static final String ADD_ACCOUNTS = """
            insert into account_day as stored (count, logins, tenant_no, day, received_on, account_id)
            select sum(count), coalesce(sum(count) filter (where name = 'login'), 0), tenant_no, day, received_on,
                account_id
            from staged_usage
            where account_id <> ''
            group by tenant_no, account_id, day, received_on
            order by tenant_no, account_id, day, received_on
            on conflict (tenant_no, account_id, day, received_on) do update set
                count = stored.count + excluded.count,
                logins = stored.logins + excluded.logins
            """;

    private static final int COLUMNS = 11;

    private RollupStore() {}

    /** Makes the table rows are staged in; it belongs to the connection. */
    public static void prepare(Connection connection) throws SQLException {
        execute(connection, STAGE);
    }

    public static void add(Connection connection, Rollups rollups) throws SQLException {
        if (rollups.isEmpty()) {
            return;
        }
        var sorted = rollups.sorted();
        BinaryCopy copy = new BinaryCopy(COLUMNS, sorted.size());
        for (Rollups.Rollup rollup : sorted) {
            RollupKey key = rollup.key();
            copy.row()
                    .add(rollup.count())
                    .add(rollup.first())
                    .add(rollup.last())
                    .add(key.tenant())
                    .add(key.day())
                    .add(key.receivedOn())
                    .add(key.account())
                    .add(key.name())
                    .add(key.user())
                    .add(key.feature())
                    .add(rollup.sum());
        }
        copy.into(connection, COPY);
        execute(connection, ADD_USAGE);
        execute(connection, ADD_ACCOUNTS);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
