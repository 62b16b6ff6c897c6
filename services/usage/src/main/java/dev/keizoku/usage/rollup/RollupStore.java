package dev.keizoku.usage.rollup;

import dev.keizoku.usage.pack.PackMarks;
import dev.keizoku.usage.rollup.Rollups.Rollup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Adds rollups to what is stored, on the connection and in the transaction that stores the events. */
public final class RollupStore {

    // Rows come sorted by the key of usage_day; both inserts lock in the order of their keys.
    private static final String ADD = """
            with added as materialized (
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    as added (tenant_no, day, account_id, name, user_id, feature, received_on, count, first, last, sum)
            ), accounts as (
                insert into account_day as stored (count, logins, tenant_no, day, received_on, account_id)
                select sum(count), coalesce(sum(count) filter (where name = 'login'), 0), tenant_no,
                    date '1970-01-01' + day, date '1970-01-01' + received_on, account_id collate "C"
                from added
                where account_id <> ''
                group by tenant_no, account_id collate "C", day, received_on
                order by tenant_no, account_id collate "C", day, received_on
                on conflict (tenant_no, account_id, day, received_on) do update set
                    count = stored.count + excluded.count,
                    logins = stored.logins + excluded.logins
            ), touched as (
                select tenant_no, date '1970-01-01' + day as day, account_id from added
            ), stale as (
                %s)
            insert into usage_day as stored (count, first_at, last_at, tenant_no, day, received_on, account_id, name,
                user_id, feature, sum)
            select count, timestamptz 'epoch' + first * interval '1 microsecond',
                timestamptz 'epoch' + last * interval '1 microsecond', tenant_no, date '1970-01-01' + day,
                date '1970-01-01' + received_on, account_id, name, user_id, feature, sum
            from added
            on conflict (tenant_no, day, account_id, name, user_id, feature, received_on) do update set
                count = stored.count + excluded.count,
                first_at = least(stored.first_at, excluded.first_at),
                last_at = greatest(stored.last_at, excluded.last_at),
                sum = stored.sum + excluded.sum
            """.formatted(PackMarks.TOUCHED);

    private RollupStore() {}

    public static void add(Connection connection, Rollups rollups) throws SQLException {
        List<Rollup> sorted = rollups.sorted();
        if (sorted.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = Columns.statement(connection, ADD)) {
            Columns.of(connection, statement, sorted)
                    .addIntegers(rollup -> rollup.key().tenant())
                    .addIntegers(rollup -> Math.toIntExact(rollup.key().day().toEpochDay()))
                    .addTexts(rollup -> rollup.key().account())
                    .addTexts(rollup -> rollup.key().name())
                    .addTexts(rollup -> rollup.key().user())
                    .addTexts(rollup -> rollup.key().feature())
                    .addIntegers(
                            rollup -> Math.toIntExact(rollup.key().receivedOn().toEpochDay()))
                    .addLongs(Rollup::count)
                    .addLongs(rollup -> micros(rollup.first()))
                    .addLongs(rollup -> micros(rollup.last()))
                    .addNumbers(Rollup::sum);
            statement.executeUpdate();
        }
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
