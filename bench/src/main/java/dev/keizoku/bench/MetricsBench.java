package dev.keizoku.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.bench.load.BareCopy;
import dev.keizoku.demo.http.Api;
import dev.keizoku.demo.http.ApiFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Three years of changes loaded in bulk, then asked for whole and in slices, beside the same questions in SQL. */
final class MetricsBench implements Bench.Scenario {

    private static final int SUBSCRIPTIONS = 200_000;
    private static final int FULL_SUBSCRIPTIONS = 1_000_000;
    private static final int WARM_UPS = 10;
    private static final int QUESTIONS = 15;
    private static final int FULL_QUESTIONS = 51;
    private static final int COLD_QUESTIONS = 9;
    private static final int RESTATEMENTS = 5;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final Duration CLOSE_POLL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(45);
    private static final String TENANT = "metrics";
    private static final String CSV = "text/csv";
    private static final String SAME_NAMES = "{\"format\":\"csv\",\"create_missing\":true}";
    private static final String BY_PLAN_AND_COUNTRY = "&group_by=plan,attribute.country";

    @Override
    public Result run(Path checkout, boolean full) throws SQLException, IOException {
        try (var suite = BenchSuite.start(checkout);
                var metrics = suite.database("metrics")) {
            Bench.say(
                    "suite ready after %.1f s, metrics with a heap of %d MB",
                    suite.readySeconds(), suite.heapMegabytes("metrics"));
            var api = Api.at(suite.url(), suite.tenant(TENANT));
            var last = YearMonth.now(ZoneOffset.UTC);
            var histories = new Histories(full ? FULL_SUBSCRIPTIONS : SUBSCRIPTIONS, last);
            var loadRatio = loadRatio(api, metrics, histories);
            try (var statement = metrics.createStatement()) {
                statement.execute("analyze");
            }
            awaitFigures(api, last);
            var answers = ask(api, metrics, last, full ? FULL_QUESTIONS : QUESTIONS);
            var restatement = restatement(api, last);
            return Result.of("metrics")
                    .with("load_ratio", loadRatio, 4)
                    .with("restate_s", restatement, 2)
                    .with("series_ms", answers.whole(), 1)
                    .with("slice_ms", answers.slices(), 1)
                    .with("speedup", answers.speedup(), 1)
                    .with("memory_mb", suite.peakMegabytes("metrics"), 0)
                    .with("heap_mb", suite.heapMegabytes("metrics"), 0)
                    .with("cold_series_ms", answers.coldWhole(), 1)
                    .with("cold_slice_ms", answers.coldSlices(), 1);
        }
    }

    /** How long bare COPY takes over how long it takes from the first row sent to the last one in the ledger. */
    private static double loadRatio(Api api, Connection metrics, Histories histories) throws SQLException, IOException {
        var bare = new BareCopy(metrics, Histories.COLUMNS);
        var bareSeconds = 0.0;
        for (var csv : (Iterable<String>) histories.changesCsv()::iterator) {
            bareSeconds += bare.copy(csv);
        }
        var imports = new BulkImport(api);
        imports.run("account", CSV, histories.accountsCsv().getBytes(UTF_8), SAME_NAMES);
        var started = System.nanoTime();
        histories.changesCsv().forEach(csv -> imports.run("subscription_change", CSV, csv.getBytes(UTF_8), SAME_NAMES));
        Ledger.await(api, histories.changes());
        var seconds = (System.nanoTime() - started) / 1e9;
        Bench.say(
                "%,d changes: COPY %,.0f/s, through the API into the ledger %,.0f/s",
                histories.changes(), histories.changes() / bareSeconds, histories.changes() / seconds);
        return bareSeconds / seconds;
    }

    /**
     * Medians in milliseconds of the slowest question, how many times SQL takes as long for the first, and medians of
     * questions of which each is asked for the first time.
     */
    private record Answers(double whole, double slices, double speedup, double coldWhole, double coldSlices) {}

    private static Answers ask(Api api, Connection metrics, YearMonth last, int times) throws SQLException {
        var from = last.minusMonths(Histories.MONTHS).atDay(1);
        var whole = new ArrayList<Double>();
        var slices = new ArrayList<Double>();
        for (var metric : List.of("mrr", "nrr", "movements")) {
            var question = "/v1/metrics/%s?from=%s&to=%s&interval=month".formatted(metric, from, last.atDay(1));
            whole.add(median(times, () -> api.get(question)));
            slices.add(median(times, () -> api.get(question + BY_PLAN_AND_COUNTRY)));
            Bench.say("%s: %.1f ms, by plan and country %.1f ms", metric, whole.getLast(), slices.getLast());
        }
        var sql = new LedgerSql(metrics, TENANT, from, last.atDay(1));
        var sqlTimes = Math.max(3, times / 5);
        var sqlWhole = median(sqlTimes, sql::whole);
        Bench.say(
                "mrr in SQL over the ledger: %.1f ms, by plan and country %.1f ms",
                sqlWhole, median(sqlTimes, sql::slices));
        return new Answers(
                whole.stream().max(Double::compare).orElseThrow(),
                slices.stream().max(Double::compare).orElseThrow(),
                sqlWhole / whole.getFirst(),
                cold(api, from, last, ""),
                cold(api, from, last, BY_PLAN_AND_COUNTRY));
    }

    /** The median of questions about months of which the first begins on another day each time. */
    private static double cold(Api api, LocalDate from, YearMonth last, String slices) {
        var millis = new ArrayList<Double>();
        for (int day = 1; day <= COLD_QUESTIONS; day++) {
            var question = "/v1/metrics/mrr?from=%s&to=%s&interval=month%s"
                    .formatted(from.plusDays(day), last.atDay(1), slices);
            var started = System.nanoTime();
            api.get(question);
            millis.add((System.nanoTime() - started) / 1e6);
        }
        Bench.say("asked for the first time%s: %.1f ms", slices.isEmpty() ? "" : ", in slices", Median.of(millis));
        return Median.of(millis);
    }

    /** From a change far in the past being sent until MRR of that month shows it; median seconds. */
    private static double restatement(Api api, YearMonth last) {
        var month = last.minusMonths(Histories.MONTHS / 2);
        var question = "/v1/metrics/mrr?from=%s&to=%s"
                .formatted(month.atDay(1), month.plusMonths(1).atDay(1));
        var seconds = new ArrayList<Double>();
        for (int i = 0; i < RESTATEMENTS; i++) {
            var before = value(api.get(question));
            var body = JsonNodeFactory.instance
                    .objectNode()
                    .put("account_id", Fleet.account(i))
                    .put("plan_id", "pro")
                    .put("effective_at", month.atDay(3) + "T09:00:00Z");
            body.putObject("price")
                    .put("interval", "month")
                    .putObject("amount")
                    .put("amount", "17.00")
                    .put("currency", "USD");
            var started = System.nanoTime();
            api.put("/v1/subscriptions/late-%d".formatted(i), body);
            while (value(api.get(question)).equals(before)) {
                if (System.nanoTime() - started > PATIENCE.toNanos()) {
                    throw new BenchFailure("MRR of " + month + " stays at " + before);
                }
                Api.pause(CLOSE_POLL);
            }
            seconds.add((System.nanoTime() - started) / 1e9);
        }
        return Median.of(seconds);
    }

    private static String value(JsonNode answer) {
        return answer.at("/series/0/points/0/value/amount").asText();
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

    /** Until balances are in memory; who asks before may be told to ask again. */
    private static void awaitFigures(Api api, YearMonth last) {
        var started = System.nanoTime();
        while (true) {
            try {
                api.get("/v1/metrics/mrr?from=%s&to=%s"
                        .formatted(last.minusMonths(1).atDay(1), last.atDay(1)));
                Bench.say("first figure after %.1f s", (System.nanoTime() - started) / 1e9);
                return;
            } catch (ApiFailure late) {
                if (late.status() != GATEWAY_TIMEOUT || System.nanoTime() - started > PATIENCE.toNanos()) {
                    throw late;
                }
            }
        }
    }
}
