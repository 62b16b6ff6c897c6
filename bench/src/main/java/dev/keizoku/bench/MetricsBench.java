package dev.keizoku.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keizoku.demo.http.Api;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Three years of MRR over 200,000 subscriptions, whole and in slices, beside the same questions in SQL. */
final class MetricsBench implements Bench.Scenario {

    private static final int SUBSCRIPTIONS = 200_000;
    private static final int SUBSCRIPTIONS_PER_ACCOUNT = 2;
    private static final int MONTHS = 36;
    private static final int WARM_UPS = 10;
    private static final int QUESTIONS = 15;
    private static final int FULL_QUESTIONS = 51;
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final String TENANT = "metrics";
    private static final String CSV = "text/csv";
    private static final String SAME_NAMES = "{\"format\":\"csv\",\"create_missing\":true}";
    private static final List<String> PLANS = List.of("basic", "pro", "team", "enterprise");
    private static final List<String> COUNTRIES = List.of("US", "JP", "DE", "GB", "FR", "BR", "IN", "AU", "CA", "SE");

    @Override
    public Result run(Path checkout, boolean full) throws SQLException {
        try (var suite = BenchSuite.start(checkout);
                var metrics = suite.database("metrics")) {
            Bench.say("suite ready after %.1f s", suite.readySeconds());
            var api = Api.at(suite.url(), suite.tenant(TENANT));
            var last = YearMonth.now(ZoneOffset.UTC);
            load(api, last.minusMonths(MONTHS).atDay(1));
            awaitLedger(api);
            try (var statement = metrics.createStatement()) {
                statement.execute("analyze");
            }
            return ask(api, metrics, last, full ? FULL_QUESTIONS : QUESTIONS);
        }
    }

    private static Result ask(Api api, Connection metrics, YearMonth last, int times) throws SQLException {
        var from = last.minusMonths(MONTHS).atDay(1);
        var question = "/v1/metrics/mrr?from=%s&to=%s&interval=month".formatted(from, last.atDay(1));
        var whole = median(times, () -> api.get(question));
        var slice = median(times, () -> api.get(question + "&group_by=plan,attribute.country"));
        var sql = new LedgerSql(metrics, TENANT, from, last.atDay(1));
        var sqlTimes = Math.max(3, times / 5);
        var sqlWhole = median(sqlTimes, sql::whole);
        Bench.say("whole: %.1f ms, in SQL over the ledger %.1f ms", whole, sqlWhole);
        Bench.say("by plan and country: %.1f ms, in SQL %.1f ms", slice, median(sqlTimes, sql::slices));
        return Result.of("metrics")
                .with("series_ms", whole, 1)
                .with("slice_ms", slice, 1)
                .with("speedup", sqlWhole / whole, 1);
    }

    /** A question, asked again and again. */
    private interface Question {
        Object ask() throws SQLException;
    }

    private static double median(int times, Question question) throws SQLException {
        for (int i = 0; i < Math.min(WARM_UPS, times); i++) {
            question.ask();
        }
        var millis = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            var started = System.nanoTime();
            question.ask();
            millis.add((System.nanoTime() - started) / 1e6);
        }
        return Median.of(millis);
    }

    private static void load(Api api, LocalDate first) {
        var random = new SplittableRandom(1);
        var accounts = new StringBuilder("account_id,name,attributes.country\n");
        for (int i = 0; i < SUBSCRIPTIONS / SUBSCRIPTIONS_PER_ACCOUNT; i++) {
            accounts.append("%s,Account %d,%s\n"
                    .formatted(Fleet.account(i), i, COUNTRIES.get(random.nextInt(COUNTRIES.size()))));
        }
        var periods = new StringBuilder(
                "subscription_id,account_id,plan_id,start,end,quantity,amount,currency,interval,interval_count\n");
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            var start = first.plusDays(random.nextInt(MONTHS * 30));
            var end = random.nextInt(10) < 4 ? start.plusDays(60L + random.nextInt(600)) : null;
            var plan = random.nextInt(PLANS.size());
            var yearly = random.nextInt(4) == 0;
            periods.append("sub-%06d,%s,%s,%s,%s,%d,%d.00,USD,%s,1\n"
                    .formatted(
                            i,
                            Fleet.account(i / SUBSCRIPTIONS_PER_ACCOUNT),
                            PLANS.get(plan),
                            start,
                            end == null ? "" : end,
                            1 + random.nextInt(20),
                            (plan + 1) * (yearly ? 290 : 29),
                            yearly ? "year" : "month"));
        }
        var imports = new BulkImport(api);
        imports.run("account", CSV, accounts.toString().getBytes(UTF_8), SAME_NAMES);
        imports.run("subscription_period", CSV, periods.toString().getBytes(UTF_8), SAME_NAMES);
    }

    private static void awaitLedger(Api api) {
        var started = System.nanoTime();
        var told = started;
        while (true) {
            var ledger = api.get("/v1/ledger");
            if (ledger.path("applied").asLong()
                    >= Math.max(SUBSCRIPTIONS, ledger.path("head").asLong())) {
                Bench.say(
                        "ledger of %,d changes caught up after %.1f s",
                        ledger.path("applied").asLong(), (System.nanoTime() - started) / 1e9);
                return;
            }
            if (System.nanoTime() - told > Duration.ofSeconds(10).toNanos()) {
                told = System.nanoTime();
                Bench.say("ledger: %s", ledger);
            }
            if (System.nanoTime() - started > PATIENCE.toNanos()) {
                throw new BenchFailure("The ledger does not catch up: " + ledger);
            }
            Api.pause(POLL);
        }
    }
}
