package dev.keizoku.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.demo.http.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;

/** Nights over two fleets, each beside what it reads and writes as bare SQL. */
final class NightBench implements Bench.Scenario {

    private static final int FEW_ACCOUNTS = 10_000;
    private static final int ACCOUNTS = 20_000;
    private static final int FULL_ACCOUNTS = 100_000;
    private static final int NIGHTS = 3;
    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @Override
    public Result run(Path checkout, boolean full) throws SQLException, IOException {
        try (var suite = BenchSuite.start(checkout);
                var usage = suite.database("usage")) {
            Bench.say("suite ready after %.1f s", suite.readySeconds());
            // What a process ever kept resident only grows: the small fleet comes first.
            var few = nights(suite, usage, "few", FEW_ACCOUNTS);
            var many = nights(suite, usage, "many", full ? FULL_ACCOUNTS : ACCOUNTS);
            return Result.of("night")
                    .with("accounts_per_s", many.perSecond(), 0)
                    .with("ratio", many.ratio(), 3)
                    .with("peak_mb", many.peakMegabytes(), 0)
                    .with("peak_mb_10k", few.peakMegabytes(), 0);
        }
    }

    /** What the nights of a fleet came to. */
    private record Figures(double perSecond, double ratio, double peakMegabytes) {}

    private static Figures nights(BenchSuite suite, Connection usage, String tenant, int accounts)
            throws SQLException, IOException {
        var api = Api.at(suite.url(), suite.tenant(tenant));
        var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        var fleet = new Fleet(accounts, yesterday);
        fleet.load(api);
        Bench.say("%,d rows of rollups", fleet.rollUps(usage, tenant));
        Bench.say("packed after %.1f s", Packs.await(usage, yesterday));
        Ledger.await(api, accounts);
        var rates = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        try (var bare = new BareNight(suite, tenant)) {
            for (int night = NIGHTS; night >= 0; night--) {
                var day = yesterday.minusDays(night);
                var started = System.nanoTime();
                var scored = score(api, day);
                var seconds = (System.nanoTime() - started) / 1e9;
                var bareSeconds = bare.of(day);
                Bench.say(
                        "%s: %,d accounts in %.2f s; bare SQL %.2f s, %.2f of it to read and %.2f for %,d rows",
                        day,
                        scored,
                        seconds,
                        bareSeconds.all(),
                        bareSeconds.reading(),
                        bareSeconds.writing(),
                        bareSeconds.rows());
                if (night < NIGHTS) {
                    rates.add(scored / seconds);
                    ratios.add(bareSeconds.all() / seconds);
                }
            }
        }
        var figures = new Figures(Median.of(rates), Median.of(ratios), suite.peakMegabytes("health"));
        Bench.say(
                "%,d accounts: %,.0f a second, ratio %.3f, at most %.0f MB resident",
                accounts, figures.perSecond(), figures.ratio(), figures.peakMegabytes());
        return figures;
    }

    static long score(Api api, LocalDate day) {
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
