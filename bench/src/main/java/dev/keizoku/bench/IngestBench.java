package dev.keizoku.bench;

import dev.keizoku.bench.IngestLoad.Sent;
import dev.keizoku.bench.load.BareIngest;
import dev.keizoku.bench.load.LoadEvent;
import dev.keizoku.bench.load.Workday;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Events through the gateway in every size of request, beside a bare JDBC program on the same PostgreSQL. */
final class IngestBench implements Bench.Scenario {

    private static final int ROUNDS = 3;
    private static final int EVENTS = 200_000;
    private static final int FULL_EVENTS = 1_000_000;
    private static final int WARM_UP_EVENTS = 1_500_000;
    private static final int PART = 500_000;
    private static final int SUSTAINED_EVENTS = 2_000_000;
    private static final int FULL_SUSTAINED_EVENTS = 10_000_000;
    private static final int BATCH = 1_000;
    private static final int SMALL_BATCH = 100;
    private static final int CONNECTIONS = 8;
    private static final int SINGLE_CONNECTIONS = 64;
    private static final int SINGLE_SECONDS = 15;
    private static final int FULL_SINGLE_SECONDS = 30;
    private static final int SINGLE_WARM_UP_SECONDS = 45;
    private static final int REPEATED_EVERY = 5;
    private static final int AT_WORK = 1_000;
    /** So many that hardly any event finds its counter in the same write. */
    private static final int ALL_AT_WORK = 200_000;

    @Override
    public Result run(Path checkout, boolean full)
            throws SQLException, InterruptedException, ExecutionException, IOException {
        try (var suite = BenchSuite.start(checkout);
                var first = suite.database("usage");
                var second = suite.database("usage")) {
            Bench.say("suite ready after %.1f s", suite.readySeconds());
            var run = new Run(suite, new IngestLoad(suite.port(), suite.tenant("ingest")));
            var bare = new BareIngest(List.of(first, second));
            var size = full ? FULL_EVENTS : EVENTS;
            var day = new Workday(1, start(), AT_WORK);
            bare.run(day.next(EVENTS));
            for (int sent = 0; sent < WARM_UP_EVENTS; sent += PART) {
                run.batches("warming up", day.next(PART), BATCH, false);
            }
            var ceilings = new ArrayList<Double>();
            var rates = new ArrayList<Double>();
            var ratios = new ArrayList<Double>();
            var p99 = new ArrayList<Double>();
            var wal = new ArrayList<Double>();
            for (int round = 1; round <= ROUNDS; round++) {
                var events = day.next(size);
                var ceiling = size / bare.run(events);
                var before = walBytes(first);
                var sent = run.batches("batches of 1,000", events, BATCH, false);
                wal.add((walBytes(first) - before) / size);
                ceilings.add(ceiling);
                rates.add(sent.perSecond());
                ratios.add(sent.perSecond() / ceiling);
                p99.add(sent.millisAt(99));
                Bench.say("  bare %,.0f/s, ratio %.3f", ceiling, sent.perSecond() / ceiling);
            }
            run.batches("the same, gzip", day.next(size), BATCH, true);
            var small = run.batches("batches of 100", day.next(size), SMALL_BATCH, false);
            run.batches("the same, gzip", day.next(size), SMALL_BATCH, true);
            run.batches("one in five a repeat", withRepeats(day.next(size)), BATCH, false);
            run.batches("all users at once", new Workday(2, start(), ALL_AT_WORK).next(size), BATCH, false);
            run.singles("warming up for single events", SINGLE_WARM_UP_SECONDS, 3);
            var single =
                    run.singles("one event a request, 64 connections", full ? FULL_SINGLE_SECONDS : SINGLE_SECONDS, 4);
            return Result.of("ingest")
                    .with("ceiling_per_s", Median.of(ceilings), 0)
                    .with("events_per_s", Median.of(rates), 0)
                    .with("ratio", Median.of(ratios), 3)
                    .with("small_batch_per_s", small.perSecond(), 0)
                    .with("single_per_s", single.perSecond(), 0)
                    .with("p99_ms", Median.of(p99), 0)
                    .with("wal_bytes", Median.of(wal), 0)
                    .with("heap_mb", run.sustain(day, full ? FULL_SUSTAINED_EVENTS : SUSTAINED_EVENTS), 0);
        }
    }

    /** Early enough that the days of the load are over before ours is: a millisecond passes with every ten events. */
    private static Instant start() {
        return Instant.now().minus(Duration.ofHours(1));
    }

    /** Sends and says how it went, and who used the processors meanwhile. */
    private record Run(BenchSuite suite, IngestLoad load) {

        Sent batches(String what, List<LoadEvent> events, int size, boolean gzip) {
            var requests = load.batches(events, size, gzip);
            return say(what, () -> load.send(requests, size, CONNECTIONS));
        }

        Sent singles(String what, int seconds, long seed) {
            return say(what, () -> load.singles(SINGLE_CONNECTIONS, seconds, seed, start()));
        }

        /** The most heap seen. In parts, so that what is to be sent does not have to be kept. */
        double sustain(Workday day, int events) throws IOException {
            double most = 0;
            for (int sent = 0; sent < events; sent += PART) {
                batches("sustained from %,d".formatted(sent), day.next(PART), BATCH, false);
                double heap = suite.usageHeapMegabytes();
                most = Math.max(most, heap);
                Bench.say(
                        "  usage: heap %.0f MB, resident %.0f MB",
                        heap, suite.memory().getOrDefault("usage", 0.0));
            }
            return most;
        }

        private Sent say(String what, Supplier<Sent> send) {
            var before = suite.processorTime();
            var sent = send.get();
            Bench.say(
                    "%s: %,.0f/s, p50 %.1f ms, p99 %.1f ms (%s)",
                    what,
                    sent.perSecond(),
                    sent.millisAt(50),
                    sent.millisAt(99),
                    Processor.shares(before, suite.processorTime()));
            return sent;
        }
    }

    /** Every fifth event is the one before it once more. */
    private static List<LoadEvent> withRepeats(List<LoadEvent> events) {
        var mixed = new ArrayList<>(events);
        for (int i = REPEATED_EVERY - 1; i < mixed.size(); i += REPEATED_EVERY) {
            mixed.set(i, mixed.get(i - 1));
        }
        return mixed;
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
