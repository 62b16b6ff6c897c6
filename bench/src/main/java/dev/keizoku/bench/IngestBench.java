package dev.keizoku.bench;

import dev.keizoku.bench.IngestLoad.Sent;
import dev.keizoku.bench.load.BareIngest;
import dev.keizoku.bench.load.LoadEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Events through the gateway in every size of request, beside a bare JDBC program on the same PostgreSQL. */
final class IngestBench implements Bench.Scenario {

    private static final int ROUNDS = 3;
    private static final int EVENTS = 200_000;
    private static final int FULL_EVENTS = 1_000_000;
    private static final int WARM_UP_EVENTS = 500_000;
    private static final int SUSTAINED_EVENTS = 1_000_000;
    private static final int FULL_SUSTAINED_EVENTS = 10_000_000;
    private static final int BATCH = 1_000;
    private static final int SMALL_BATCH = 100;
    private static final int CONNECTIONS = 8;
    private static final int SINGLE_CONNECTIONS = 64;
    private static final int SINGLE_SECONDS = 10;
    private static final int FULL_SINGLE_SECONDS = 30;
    private static final int SINGLE_WARM_UP_SECONDS = 30;
    private static final int REPEATED_EVERY = 5;

    private long seed;

    @Override
    public Result run(Path checkout, boolean full) throws SQLException, InterruptedException, ExecutionException {
        try (var suite = BenchSuite.start(checkout);
                var first = suite.database("usage");
                var second = suite.database("usage")) {
            Bench.say("suite ready after %.1f s", suite.readySeconds());
            var load = new IngestLoad(suite.port(), suite.tenant("ingest"));
            var bare = new BareIngest(List.of(first, second));
            var size = full ? FULL_EVENTS : EVENTS;
            bare.run(events(EVENTS));
            load.batches(events(WARM_UP_EVENTS), BATCH, false, CONNECTIONS);
            var ceilings = new ArrayList<Double>();
            var rates = new ArrayList<Double>();
            var ratios = new ArrayList<Double>();
            var p99 = new ArrayList<Double>();
            var wal = new ArrayList<Double>();
            for (int round = 1; round <= ROUNDS; round++) {
                var events = events(size);
                var ceiling = size / bare.run(events);
                var before = walBytes(first);
                var sent = say("batches of 1,000", load.batches(events, BATCH, false, CONNECTIONS));
                wal.add((walBytes(first) - before) / size);
                ceilings.add(ceiling);
                rates.add(sent.perSecond());
                ratios.add(sent.perSecond() / ceiling);
                p99.add(sent.millisAt(99));
                Bench.say("  bare %,.0f/s, ratio %.3f", ceiling, sent.perSecond() / ceiling);
            }
            say("batches of 1,000, gzip", load.batches(events(size), BATCH, true, CONNECTIONS));
            var small = say("batches of 100", load.batches(events(size), SMALL_BATCH, false, CONNECTIONS));
            say("batches of 100, gzip", load.batches(events(size), SMALL_BATCH, true, CONNECTIONS));
            say("one in five a repeat", load.batches(withRepeats(events(size)), BATCH, false, CONNECTIONS));
            load.singles(SINGLE_CONNECTIONS, SINGLE_WARM_UP_SECONDS, nextSeed());
            var single = say(
                    "one event a request, 64 connections",
                    load.singles(SINGLE_CONNECTIONS, full ? FULL_SINGLE_SECONDS : SINGLE_SECONDS, nextSeed()));
            sustain(suite, load, full ? FULL_SUSTAINED_EVENTS : SUSTAINED_EVENTS);
            return Result.of("ingest")
                    .with("ceiling_per_s", Median.of(ceilings), 0)
                    .with("events_per_s", Median.of(rates), 0)
                    .with("ratio", Median.of(ratios), 3)
                    .with("small_batch_per_s", small.perSecond(), 0)
                    .with("single_per_s", single.perSecond(), 0)
                    .with("p99_ms", Median.of(p99), 0)
                    .with("wal_bytes", Median.of(wal), 0)
                    .with("heap_mb", suite.peakMegabytes("usage"), 0);
        }
    }

    /** In parts, so that what is to be sent does not have to be kept; the parts are made off the clock. */
    private void sustain(BenchSuite suite, IngestLoad load, int events) {
        for (int sent = 0; sent < events; sent += SUSTAINED_EVENTS / 2) {
            var part = load.batches(events(SUSTAINED_EVENTS / 2), BATCH, false, CONNECTIONS);
            Bench.say(
                    "  sustained, %,d to %,d: %,.0f/s, p99 %.0f ms, usage keeps %.0f MB",
                    sent,
                    sent + SUSTAINED_EVENTS / 2,
                    part.perSecond(),
                    part.millisAt(99),
                    suite.memory().getOrDefault("usage", 0.0));
        }
    }

    private static Sent say(String what, Sent sent) {
        Bench.say(
                "  %s: %,.0f/s, p50 %.1f ms, p99 %.1f ms",
                what, sent.perSecond(), sent.millisAt(50), sent.millisAt(99));
        return sent;
    }

    private List<LoadEvent> events(int count) {
        return LoadEvent.some(count, nextSeed(), Instant.now());
    }

    /** Every fifth event is the one before it once more. */
    private static List<LoadEvent> withRepeats(List<LoadEvent> events) {
        var mixed = new ArrayList<>(events);
        for (int i = REPEATED_EVERY - 1; i < mixed.size(); i += REPEATED_EVERY) {
            mixed.set(i, mixed.get(i - 1));
        }
        return mixed;
    }

    /** Far apart, because singles take one for each connection. */
    private long nextSeed() {
        seed += SINGLE_CONNECTIONS + 1;
        return seed;
    }

    private static double walBytes(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")) {
            row.next();
            var bytes = row.getDouble(1);
            connection.commit();
            return bytes;
        }
    }
}
