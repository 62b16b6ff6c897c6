package dev.keizoku.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keizoku.bench.load.BareIngest;
import dev.keizoku.bench.load.LoadConnection;
import dev.keizoku.bench.load.LoadEvent;
import dev.keizoku.bench.load.Requests;
import dev.keizoku.demo.http.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events through the gateway, in batches and one by one, beside a bare JDBC program on the same PostgreSQL. */
final class IngestBench implements Bench.Scenario {

    private static final int ROUNDS = 3;
    private static final int EVENTS = 200_000;
    private static final int FULL_EVENTS = 1_000_000;
    private static final int WARM_UP_EVENTS = 500_000;
    private static final int BATCH = 1_000;
    private static final int CONNECTIONS = 8;
    private static final int SINGLE_CONNECTIONS = 64;
    private static final int SINGLE_SECONDS = 10;
    private static final int FULL_SINGLE_SECONDS = 30;
    private static final int SINGLE_WARM_UP_SECONDS = 30;
    private static final int MOST_TRIES = 20;
    private static final Duration BUSY = Duration.ofMillis(100);

    @Override
    public Result run(Path checkout, boolean full)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        try (var suite = BenchSuite.start(checkout);
                var first = suite.database("usage");
                var second = suite.database("usage")) {
            Bench.say("suite ready after %.1f s", suite.readySeconds());
            var key = suite.tenant("ingest");
            var bare = new BareIngest(List.of(first, second));
            round(suite, key, bare, LoadEvent.some(WARM_UP_EVENTS, 0, Instant.now()));
            var rates = new ArrayList<Double>();
            var ratios = new ArrayList<Double>();
            for (int round = 1; round <= ROUNDS; round++) {
                var events = LoadEvent.some(full ? FULL_EVENTS : EVENTS, round, Instant.now());
                var seconds = round(suite, key, bare, events);
                rates.add(events.size() / seconds.product());
                ratios.add(seconds.bare() / seconds.product());
                Bench.say(
                        "round %d: bare %,.0f/s, through the gateway %,.0f/s",
                        round, events.size() / seconds.bare(), events.size() / seconds.product());
            }
            var single = singles(suite, key, full ? FULL_SINGLE_SECONDS : SINGLE_SECONDS);
            return Result.of("ingest")
                    .with("events_per_s", Median.of(rates), 0)
                    .with("ratio", Median.of(ratios), 3)
                    .with("single_per_s", single, 0);
        }
    }

    private record Seconds(double bare, double product) {}

    private static Seconds round(BenchSuite suite, String key, BareIngest bare, List<LoadEvent> events)
            throws InterruptedException, ExecutionException {
        var bareSeconds = bare.run(events);
        return new Seconds(bareSeconds, batches(suite, requests(key, events)));
    }

    private static List<byte[]> requests(String key, List<LoadEvent> events) {
        return IntStream.range(0, events.size() / BATCH)
                .mapToObj(batch -> events.subList(batch * BATCH, (batch + 1) * BATCH).stream()
                        .map(LoadEvent::json)
                        .collect(Collectors.joining(",", "[", "]")))
                .map(body ->
                        Requests.post("/v1/events", key, "application/cloudevents-batch+json", body.getBytes(UTF_8)))
                .toList();
    }

    private static double batches(BenchSuite suite, List<byte[]> requests) {
        var open = new ConcurrentLinkedQueue<>(requests);
        var started = System.nanoTime();
        Load.on(suite.port(), CONNECTIONS, connection -> {
            for (var request = open.poll(); request != null; request = open.poll()) {
                accept(connection, request, BATCH);
            }
        });
        return (System.nanoTime() - started) / 1e9;
    }

    /** Every connection sends one event, waits for the answer, and sends the next. */
    private static double singles(BenchSuite suite, String key, int seconds) {
        single(suite, key, SINGLE_WARM_UP_SECONDS, 1);
        var perSecond = single(suite, key, seconds, 2);
        Bench.say("one event a request over %d connections: %,.0f/s", SINGLE_CONNECTIONS, perSecond);
        return perSecond;
    }

    private static double single(BenchSuite suite, String key, int seconds, int pass) {
        var sent = new AtomicLong();
        var numbers = new AtomicLong();
        var started = System.nanoTime();
        var until = started + seconds * 1_000_000_000L;
        Load.on(suite.port(), SINGLE_CONNECTIONS, connection -> {
            var number = numbers.incrementAndGet();
            var random = new SplittableRandom(number);
            for (int i = 0; System.nanoTime() < until; i++) {
                var event = LoadEvent.one(pass * 1_000_000L + number, i, random, Instant.now());
                var request = Requests.post(
                        "/v1/events",
                        key,
                        "application/cloudevents+json",
                        event.json().getBytes(UTF_8));
                accept(connection, request, 1);
                sent.incrementAndGet();
            }
        });
        return sent.get() / ((System.nanoTime() - started) / 1e9);
    }

    /** A busy answer is asked again, on the clock: what was stored meanwhile is then a duplicate. */
    private static void accept(LoadConnection connection, byte[] request, int events) throws IOException {
        var reply = connection.send(request);
        for (int tries = 1; isBusy(reply) && tries < MOST_TRIES; tries++) {
            Api.pause(BUSY);
            reply = connection.send(request);
        }
        var all = "\"accepted\":" + events;
        var duplicates = "\"duplicate\":" + events;
        if (reply.status() != 200
                || !(reply.body().contains(all) || reply.body().contains(duplicates))) {
            throw new BenchFailure("Events were not accepted: %d %s".formatted(reply.status(), reply.body()));
        }
    }

    private static boolean isBusy(LoadConnection.Reply reply) {
        return reply.status() == 503 || reply.status() == 429;
    }
}
