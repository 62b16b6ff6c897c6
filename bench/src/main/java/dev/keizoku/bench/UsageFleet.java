package dev.keizoku.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Three months of rollups of many accounts: one to five users each, 35 days of a user in 90, on each of which the user
 * signs in and uses two of eight features.
 */
final class UsageFleet {

    private final Connection usage;
    private final int accounts;
    private final LocalDate lastDay;
    private final int days;

    UsageFleet(Connection usage, int accounts, LocalDate lastDay, int days) {
        this.usage = usage;
        this.accounts = accounts;
        this.lastDay = lastDay;
        this.days = days;
    }

    /** Straight into the tables of {@code usage}; the answer is how many rollups that were. */
    long load(String tenant) throws SQLException {
        try (var statement = usage.createStatement()) {
            statement.execute(
                    "insert into tenant_number (tenant) values ('%s') on conflict do nothing".formatted(tenant));
            var rows = statement.executeLargeUpdate("""
                    insert into usage_day (count, first_at, last_at, tenant_no, day, received_on, account_id, name, user_id, feature, sum)
                    select 1 + (a + d + k) %% 5, day + time '09:00', day + time '17:00', tenant_no, day, day,
                        'account-' || lpad(a::text, 6, '0'), case k when 0 then 'login' else 'feature.used' end, 'user-' || u,
                        case k when 0 then '' else 'feature-' || (a + d * k + u) %% 8 end, 0
                    from tenant_number
                    cross join (select d, date '%s' - d as day from generate_series(0, %d) d) days
                    cross join generate_series(0, %d) a
                    cross join generate_series(0, 4) u
                    cross join generate_series(0, 2) k
                    where tenant = '%s' and u <= a %% 5 and (a * 31 + d * 17 + u * 7 + (d * d) %% 11) %% 90 < 12
                    order by 5, 7, 8, 9, 10
                    on conflict do nothing""".formatted(lastDay, days - 1, accounts - 1, tenant));
            statement.execute("""
                    insert into account_day (count, logins, tenant_no, day, received_on, account_id)
                    select sum(count), coalesce(sum(count) filter (where name = 'login'), 0), tenant_no, day, received_on, account_id
                    from usage_day group by tenant_no, account_id, day, received_on
                    order by tenant_no, day, account_id""");
            statement.execute("vacuum analyze usage_day, account_day");
            return rows;
        }
    }

    /** Days on which a user of an account was there, over the 90 days that end with the last. */
    long userDays() throws SQLException {
        try (var statement = usage.createStatement();
                var row = statement.executeQuery("select count(*) from usage_day where name = 'login' and day > date '"
                        + lastDay.minusDays(90) + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Reads every rollup once, in one process; seconds. */
    double scan() throws SQLException {
        try (var statement = usage.createStatement()) {
            statement.execute("set max_parallel_workers_per_gather = 0");
            var started = System.nanoTime();
            try (var row = statement.executeQuery("select sum(count) from usage_day")) {
                row.next();
            }
            return (System.nanoTime() - started) / 1e9;
        }
    }
}
