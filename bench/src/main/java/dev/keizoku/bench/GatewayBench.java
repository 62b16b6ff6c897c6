package dev.keizoku.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.bench.ReadLoad.Door;
import dev.keizoku.demo.http.Api;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.postgresql.PGConnection;

/** What the gateway costs: a small read through it and beside it, and a whole table as a file beside {@code COPY TO}. */
final class GatewayBench implements Bench.Scenario {

    private static final int ACCOUNTS = 50_000;
    private static final int ROUNDS = 5;
    private static final int SECONDS = 4;
    private static final int FULL_SECONDS = 15;
    private static final int WARM_UP_SECONDS = 90;
    private static final int CONNECTIONS = 16;
    private static final int EXPORTS = 5;
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TENANT = "gateway";

    /** What an export of health scores reads. */
    private static final String SAME_ROWS = """
            copy (select h.*, k.level, k.value,
                (select array_agg(r.type order by r.type) from risk_signal r where r.tenant = h.tenant
                    and r.account_id = h.account_id and r.state <> 'resolved') as signals, e.state
            from account_health h
            left join risk_snapshot k on k.tenant = h.tenant and k.day = h.day and k.account_id = h.account_id
            left join account_expansion e on e.tenant = h.tenant and e.account_id = h.account_id
            where h.tenant = '%s' and not h.deleted order by h.change_seq) to stdout
            """.formatted(TENANT);

    @Override
    public Result run(Path checkout, boolean full) throws SQLException, IOException {
        try (var suite = BenchSuite.start(checkout);
                var health = suite.database("health")) {
            Bench.say("suite ready after %.1f s", suite.readySeconds());
            var key = suite.tenant(TENANT);
            var api = Api.at(suite.url(), key);
            var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
            new Fleet(ACCOUNTS, yesterday).load(api);
            Ledger.await(api, ACCOUNTS);
            Bench.say("%,d accounts scored", NightBench.score(api, yesterday));
            try (var statement = health.createStatement()) {
                statement.execute("analyze");
            }
            var reads = reads(suite, key, full ? FULL_SECONDS : SECONDS);
            return Result.of("gateway")
                    .with("throughput_ratio", reads.ratio(), 3)
                    .with("added_p99_ms", reads.added(), 2)
                    .with("export_ratio", exports(suite, api, key, health), 3);
        }
    }

    /** The median of what the gateway leaves of the throughput, and of what it adds at half load. */
    private record Reads(double ratio, double added) {}

    private static Reads reads(BenchSuite suite, String key, int seconds) {
        Door through = () -> new ReadLoad(suite.port(), key, ACCOUNTS);
        Door straight = () -> new ReadLoad(
                suite.subscriptionsPort(),
                InternalToken.sign(suite.tokenSecret(), TENANT, "subscriptions:read"),
                ACCOUNTS);
        // A minute each at most: the token of one use lives no longer.
        for (int warm = 0; warm < WARM_UP_SECONDS; warm += FULL_SECONDS) {
            var done = through.open().asFastAsItGoes(CONNECTIONS, FULL_SECONDS);
            Bench.say("warming up: %,.0f/s through the gateway", done.perSecond());
        }
        straight.open().asFastAsItGoes(CONNECTIONS, FULL_SECONDS);
        var ratios = new ArrayList<Double>();
        var added = new ArrayList<Double>();
        for (int round = 1; round <= ROUNDS; round++) {
            var fast = through.open().asFastAsItGoes(CONNECTIONS, seconds);
            var faster = straight.open().asFastAsItGoes(CONNECTIONS, seconds);
            var half = fast.perSecond() / 2;
            var calm = through.open().at(half, CONNECTIONS, seconds);
            var calmer = straight.open().at(half, CONNECTIONS, seconds);
            ratios.add(fast.perSecond() / faster.perSecond());
            added.add(calm.millisAt(99) - calmer.millisAt(99));
            Bench.say(
                    "round %d: %,.0f/s through the gateway, %,.0f/s straight; at %,.0f/s p50 %.2f and %.2f ms, p99 %.2f and %.2f ms",
                    round,
                    fast.perSecond(),
                    faster.perSecond(),
                    half,
                    calm.millisAt(50),
                    calmer.millisAt(50),
                    calm.millisAt(99),
                    calmer.millisAt(99));
        }
        return new Reads(Median.of(ratios), Median.of(added));
    }

    /** The median of how long bare COPY takes over how long it takes from the order to the last byte fetched. */
    private static double exports(BenchSuite suite, Api api, String key, Connection health)
            throws SQLException, IOException {
        var ratios = new ArrayList<Double>();
        for (int round = 0; round <= EXPORTS; round++) {
            var bare = copy(health);
            var ndjson = export(suite, api, key, "ndjson");
            var csv = export(suite, api, key, "csv");
            Bench.say(
                    "%,d scores: COPY TO %.2f s, NDJSON %.2f s (ratio %.3f), CSV %.2f s (ratio %.3f)",
                    ACCOUNTS, bare, ndjson, bare / ndjson, csv, bare / csv);
            if (round > 0) {
                ratios.add(bare / csv);
            }
        }
        return Median.of(ratios);
    }

    private static double copy(Connection health) throws SQLException, IOException {
        var started = System.nanoTime();
        health.unwrap(PGConnection.class).getCopyAPI().copyOut(SAME_ROWS, OutputStream.nullOutputStream());
        return (System.nanoTime() - started) / 1e9;
    }

    private static double export(BenchSuite suite, Api api, String key, String format) throws IOException {
        var started = System.nanoTime();
        var export = api.post(
                "/v1/exports",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("resource", "health_scores")
                        .put("format", format));
        var path = "/v1/exports/" + export.path("id").asText();
        while (!export.path("status").asText().equals("done")) {
            if (export.path("status").asText().equals("failed") || System.nanoTime() - started > PATIENCE.toNanos()) {
                throw new BenchFailure("The export does not get done: " + export);
            }
            Api.pause(POLL);
            export = api.get(path);
        }
        if (export.path("rows_total").asLong() != ACCOUNTS) {
            throw new BenchFailure("The export has not all rows: " + export);
        }
        var content = (HttpURLConnection)
                suite.url().resolve(export.path("content_url").asText()).toURL().openConnection();
        content.setRequestProperty("Authorization", "Bearer " + key);
        try (InputStream in = content.getInputStream()) {
            var bytes = in.transferTo(OutputStream.nullOutputStream());
            if (bytes != export.at("/parts/0/bytes").asLong()) {
                throw new BenchFailure("The content has not all bytes: " + bytes);
            }
        }
        return (System.nanoTime() - started) / 1e9;
    }
}
