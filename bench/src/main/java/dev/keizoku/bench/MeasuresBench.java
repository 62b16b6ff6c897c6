package dev.keizoku.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;

/** The measures of every account for a day, as a night of scoring reads them, beside reading the rollups once. */
final class MeasuresBench implements Bench.Scenario {

    private static final int ACCOUNTS = 20_000;
    private static final int FULL_ACCOUNTS = 100_000;
    private static final int ROUNDS = 3;
    private static final int WINDOW = 90;
    private static final String TENANT = "measures";

    @Override
    public Result run(Path checkout, boolean full) throws SQLException, IOException {
        try (var suite = BenchSuite.start(checkout);
                var usage = suite.database("usage")) {
            Bench.say("suite ready after %.1f s", suite.readySeconds());
            suite.tenant(TENANT);
            var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
            var accounts = full ? FULL_ACCOUNTS : ACCOUNTS;
            var fleet = new UsageFleet(usage, accounts, yesterday, WINDOW + ROUNDS);
            Bench.say("%,d rollups, %,d days of users in %d days", fleet.load(TENANT), fleet.userDays(), WINDOW);
            Bench.say("packed after %.1f s", Packs.await(usage, yesterday));
            var ratios = new ArrayList<Double>();
            for (int round = ROUNDS; round >= 0; round--) {
                var scan = fleet.scan();
                var stream = stream(suite, yesterday.minusDays(round), accounts);
                Bench.say(
                        "%s: %.2f s to the first account, %.2f s to the last, %,d MB; one scan %.2f s",
                        yesterday.minusDays(round), stream.first, stream.last, stream.megabytes, scan);
                if (round < ROUNDS) {
                    ratios.add(stream.last / scan);
                }
            }
            return Result.of("measures")
                    .with("scans", Median.of(ratios), 1)
                    .with("peak_mb", suite.peakMegabytes("usage"), 0);
        }
    }

    /** How long a stream took to its first and to its last line. */
    private record Stream(double first, double last, long megabytes) {}

    private static Stream stream(BenchSuite suite, LocalDate day, int accounts) throws IOException {
        var started = System.nanoTime();
        var connection = (HttpURLConnection)
                URI.create(suite.usageUrl() + "v1/measures?day=" + day).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + InternalToken.sign(suite.tokenSecret(), TENANT));
        try (var lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8), 1 << 16)) {
            var bytes = 0L;
            var first = 0.0;
            var last = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                first = bytes == 0 ? (System.nanoTime() - started) / 1e9 : first;
                bytes += line.length();
                last = line;
            }
            if (!last.equals("{\"end\":true,\"count\":" + accounts + "}")) {
                throw new BenchFailure("The measures of " + day + " end with " + last);
            }
            return new Stream(first, (System.nanoTime() - started) / 1e9, bytes >> 20);
        }
    }
}
