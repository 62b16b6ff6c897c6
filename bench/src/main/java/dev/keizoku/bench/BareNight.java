package dev.keizoku.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * What a night reads and writes, as bare SQL on the same server: each database aggregates what the night asks of it in
 * one statement, and the very rows the night wrote go by COPY into tables like those it wrote them to.
 */
final class BareNight implements AutoCloseable {

    /** Usage of 24 weeks: days, and users by name and feature in the windows that measures are made of. */
    private static final String MEASURES = """
            select account_id, first_on, last_on, last_login_on, days, events, users, names, features, recent, before,
                windows, recent_days, days_before
            from (
                select account_id, min(day) as first_on, max(day) as last_on,
                    max(day) filter (where logins > 0) as last_login_on,
                    array_agg(day order by day) filter (where day > date '%1$s' - 168) as days,
                    array_agg(count order by day) filter (where day > date '%1$s' - 168) as events
                from account_day
                where tenant_no = (select tenant_no from tenant_number where tenant = '%2$s') and day <= date '%1$s'
                group by account_id) seen
            left join (
                select account_id, array_agg(user_id) as users, array_agg(name) as names,
                    array_agg(feature) as features, array_agg(recent) as recent, array_agg(before) as before,
                    array_agg(windows) as windows, array_agg(recent_days) as recent_days,
                    array_agg(days_before) as days_before
                from (
                    select account_id, user_id, name, feature, sum(count) filter (where day > date '%1$s' - 28) as recent,
                        sum(count) filter (where day > date '%1$s' - 84 and day <= date '%1$s' - 28) as before,
                        bit_or(1 << (date '%1$s' - day) / 28) as windows,
                        bit_or(case when day > date '%1$s' - 28 then 1::bigint << (date '%1$s' - day) end) as recent_days,
                        bit_or(case when day > date '%1$s' - 84 and day <= date '%1$s' - 28
                            then 1::bigint << (date '%1$s' - day) - 28 end) as days_before
                    from usage_day
                    where tenant_no = (select tenant_no from tenant_number where tenant = '%2$s')
                        and day > date '%1$s' - 168 and day <= date '%1$s'
                    group by account_id, user_id, name, feature) counted
                group by account_id) detail using (account_id)
            order by account_id""";

    private static final String FACTS = """
            select a.account_id, a.name, a.external_ids, a.attributes, min(c.effective_at), count(*),
                (array_agg(c.plan_id order by c.effective_at desc))[1],
                (array_agg(c.quantity order by c.effective_at desc))[1]
            from account a
            join subscription s on s.tenant = a.tenant and s.account_id = a.account_id
            join subscription_change c on c.tenant = s.tenant and c.subscription_id = s.subscription_id
            where a.tenant = '%2$s' and c.effective_at < date '%1$s' + 1
            group by a.tenant, a.account_id
            order by a.account_id""";

    private static final String BALANCES = """
            select account_id, sum(closing - opening) / 12,
                sum(closing - opening) filter (where day <= date '%1$s' - 30) / 12,
                sum(closing - opening) filter (where day <= date '%1$s' - 90) / 12,
                max(day) filter (where closing > opening), max(day) filter (where closing < opening)
            from mrr_movement
            where tenant = '%2$s' and plan_id = '' and day <= date '%1$s'
            group by account_id
            order by account_id""";

    private static final String TOUCHPOINTS = """
            select account_id, kind, count(*), count(*) filter (where occurred_at >= date '%1$s' - 27),
                max(occurred_at), avg((details ->> 'score')::numeric)
            from touchpoint
            where tenant = '%2$s' and occurred_at < date '%1$s' + 1 and occurred_at >= date '%1$s' - 364
            group by account_id, kind
            order by account_id""";

    private static final Map<String, String> QUESTIONS = ordered(
            "usage", MEASURES,
            "subscriptions", FACTS,
            "metrics", BALANCES,
            "health", TOUCHPOINTS);

    /** What a night writes of a day, by table. */
    private static final Map<String, String> WRITTEN = ordered(
            "score_snapshot", "tenant = '%2$s' and day = date '%1$s'",
            "risk_snapshot", "tenant = '%2$s' and day = date '%1$s'",
            "account_health", "tenant = '%2$s' and day = date '%1$s'",
            "account_standing", "tenant = '%2$s' and day = date '%1$s'",
            "risk_signal", "tenant = '%2$s' and updated_on = date '%1$s'");

    private final Map<String, Connection> databases = new LinkedHashMap<>();
    private final Path directory;
    private final String tenant;

    BareNight(BenchSuite suite, String tenant) throws SQLException, IOException {
        this.tenant = tenant;
        this.directory = Files.createDirectories(suite.data().resolve("bare"));
        for (var service : QUESTIONS.keySet()) {
            databases.put(service, suite.database(service));
        }
        for (var connection : databases.values()) {
            execute(connection, "set work_mem = '256MB'");
        }
        for (var table : WRITTEN.keySet()) {
            execute(health(), "drop table if exists bare_%1$s".formatted(table));
            execute(health(), "create table bare_%1$s (like %1$s including all)".formatted(table));
        }
    }

    /**
     * Does over what the night of a day did.
     *
     * @return seconds, of which reading the rows that are to be written is no part
     */
    Seconds of(LocalDate day) throws SQLException, IOException {
        var rows = new LinkedHashMap<String, Path>();
        for (var written : WRITTEN.entrySet()) {
            var file = directory.resolve(written.getKey());
            try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
                copyOut(health(), "select * from " + written.getKey() + " where " + written.getValue(), day, out);
            }
            rows.put(written.getKey(), file);
            execute(health(), "truncate bare_" + written.getKey());
        }
        var started = System.nanoTime();
        for (var question : QUESTIONS.entrySet()) {
            copyOut(connection(question.getKey()), question.getValue(), day, OutputStream.nullOutputStream());
        }
        var read = System.nanoTime();
        long copied = 0;
        health().setAutoCommit(false);
        for (var table : rows.entrySet()) {
            try (var in = new BufferedInputStream(Files.newInputStream(table.getValue()), 1 << 16)) {
                copied += copy(health()).copyIn("copy bare_" + table.getKey() + " from stdin", in, 1 << 16);
            }
        }
        health().commit();
        health().setAutoCommit(true);
        return new Seconds((read - started) / 1e9, (System.nanoTime() - read) / 1e9, copied);
    }

    /** How long reading and writing took, and how many rows were written. */
    record Seconds(double reading, double writing, long rows) {

        double all() {
            return reading + writing;
        }
    }

    @Override
    public void close() throws SQLException {
        for (var connection : databases.values()) {
            connection.close();
        }
    }

    private Connection health() {
        return connection("health");
    }

    private Connection connection(String service) {
        var connection = databases.get(service);
        if (connection == null) {
            throw new IllegalArgumentException("There is no database of " + service + ".");
        }
        return connection;
    }

    private void copyOut(Connection connection, String question, LocalDate day, OutputStream out)
            throws SQLException, IOException {
        copy(connection).copyOut("copy (" + question.formatted(day, tenant) + ") to stdout", out);
    }

    private static CopyManager copy(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, String> ordered(String... keysAndValues) {
        var ordered = new LinkedHashMap<String, String>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            ordered.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return ordered;
    }
}
