package dev.keizoku.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.demo.http.Api;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;

/** A night over a fleet, beside one SQL statement that aggregates the same measures and stores them. */
final class NightBench implements Bench.Scenario {

    private static final int ACCOUNTS = 20_000;
    private static final int FULL_ACCOUNTS = 100_000;
    private static final int NIGHTS = 3;
    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final String TENANT = "night";

    /** Usage's measures of a day for every account; the window is the day and the 27 before it. */
    private static final String BARE = """
            insert into bare_measure
            select account_id, seen.last_login_on, seen.first_seen_on, active_days_7, active_days_28, active_users_7,
                active_users_28, features_used_28, events_7, events_28, date '%1$s'
            from (
                select account_id,
                    count(distinct day) filter (where day > date '%1$s' - 7) as active_days_7,
                    count(distinct day) as active_days_28,
                    count(distinct user_id) filter (where day > date '%1$s' - 7) as active_users_7,
                    count(distinct user_id) as active_users_28,
                    array_agg(distinct feature) filter (where feature <> '') as features_used_28,
                    sum(count) filter (where day > date '%1$s' - 7) as events_7,
                    sum(count) as events_28
                from usage_day
                where tenant_no = %2$d and day > date '%1$s' - 28 and day <= date '%1$s'
                group by account_id) recent
            right join (
                select account_id, max(day) filter (where logins > 0) as last_login_on, min(day) as first_seen_on
                from account_day
                where tenant_no = %2$d and day <= date '%1$s'
                group by account_id) seen using (account_id)
            order by account_id""";

    private static final String TABLE = """
            create table bare_measure (
                account_id text collate "C" not null, last_login_on date, first_seen_on date not null,
                active_days_7 bigint, active_days_28 bigint, active_users_7 bigint, active_users_28 bigint,
                features_used_28 text[], events_7 numeric, events_28 numeric, day date not null,
                primary key (day, account_id))""";

    @Override
    public Result run(Path checkout, boolean full) throws SQLException {
        try (var suite = BenchSuite.start(checkout);
                var usage = suite.database("usage")) {
            Bench.say("suite ready after %.1f s", suite.readySeconds());
            var api = Api.at(suite.url(), suite.tenant(TENANT));
            var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
            var fleet = new Fleet(full ? FULL_ACCOUNTS : ACCOUNTS, yesterday);
            fleet.load(api);
            Bench.say("%,d rows of rollups", fleet.rollUps(usage, TENANT));
            Bench.say("packed after %.1f s", Packs.await(usage, yesterday));
            return nights(suite, api, usage, yesterday);
        }
    }

    private static Result nights(BenchSuite suite, Api api, Connection usage, LocalDate yesterday) throws SQLException {
        try (var statement = usage.createStatement()) {
            statement.execute(TABLE);
        }
        var rates = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        for (int night = NIGHTS; night >= 0; night--) {
            var day = yesterday.minusDays(night);
            var bareSeconds = bare(usage, day);
            var started = System.nanoTime();
            var accounts = score(api, day);
            var seconds = (System.nanoTime() - started) / 1e9;
            Bench.say("%s: %,d accounts in %.2f s, bare SQL %.2f s", day, accounts, seconds, bareSeconds);
            if (night < NIGHTS) {
                rates.add(accounts / seconds);
                ratios.add(bareSeconds / seconds);
            }
        }
        return Result.of("night")
                .with("accounts_per_s", Median.of(rates), 0)
                .with("ratio", Median.of(ratios), 3)
                .with("peak_mb", suite.peakMegabytes("health"), 0);
    }

    private static double bare(Connection usage, LocalDate day) throws SQLException {
        try (var statement = usage.createStatement()) {
            var tenant =
                    statement.executeQuery("select tenant_no from tenant_number where tenant = '%s'".formatted(TENANT));
            tenant.next();
            var number = tenant.getInt(1);
            var started = System.nanoTime();
            statement.execute(BARE.formatted(day, number));
            return (System.nanoTime() - started) / 1e9;
        }
    }

    private static long score(Api api, LocalDate day) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var run =
                api.post("/v1/score-runs", JsonNodeFactory.instance.objectNode().put("day", day.toString()));
        var path = "/v1/score-runs/" + run.path("id").asText();
        while (!run.path("status").asText().equals("done")) {
            if (run.path("status").asText().equals("failed") || System.nanoTime() > deadline) {
                throw new BenchFailure("The night does not get done: " + run);
            }
            Api.pause(POLL);
            run = api.get(path);
        }
        return run.path("accounts_done").asLong();
    }
}
