package dev.keizoku.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.bench.load.LoadConnection;
import dev.keizoku.bench.load.LoadEvent;
import dev.keizoku.bench.load.Requests;
import dev.keizoku.bench.load.Workday;
import dev.keizoku.demo.http.Api;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Sends events of one tenant through the gateway and times every request; one connection waits for each answer. */
final class IngestLoad {

    private static final String PATH = "/v1/events";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String ONE = "application/cloudevents+json";
    private static final int MOST_TRIES = 20;
    private static final int DIGITS = 3;
    private static final int AT_WORK = 16;
    private static final Duration BUSY = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final String key;

    IngestLoad(int port, String key) {
        this.port = port;
        this.key = key;
    }

    /** What was sent in which time, and the microseconds each answer took. */
    record Sent(long events, double seconds, Histogram micros) {

        double perSecond() {
            return events / seconds;
        }

        double millisAt(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1e3;
        }
    }

    /** The requests that send the events, made before the clock runs. */
    List<byte[]> batches(List<LoadEvent> events, int size, boolean gzip) {
        return IntStream.range(0, events.size() / size)
                .mapToObj(batch -> request(events.subList(batch * size, (batch + 1) * size), gzip))
                .toList();
    }

    /** Sends requests of so many events each. */
    Sent send(List<byte[]> requests, int size, int connections) {
        var open = new ConcurrentLinkedQueue<>(requests);
        var micros = new ConcurrentHistogram(DIGITS);
        var started = System.nanoTime();
        Load.on(port, connections, connection -> {
            for (var request = open.poll(); request != null; request = open.poll()) {
                accept(connection, request, size, micros);
            }
        });
        return new Sent((long) requests.size() * size, (System.nanoTime() - started) / 1e9, micros);
    }

    /** One event a request, for some seconds; each connection has a few users of its own. */
    Sent singles(int connections, int seconds, long seed, Instant start) {
        var sent = new AtomicLong();
        var days = new AtomicLong(seed * connections);
        var micros = new ConcurrentHistogram(DIGITS);
        var started = System.nanoTime();
        var until = started + seconds * 1_000_000_000L;
        Load.on(port, connections, connection -> {
            var day = new Workday(days.incrementAndGet(), start, AT_WORK);
            while (System.nanoTime() < until) {
                var body = day.next().json().getBytes(UTF_8);
                accept(connection, Requests.post(PATH, key, ONE, body), 1, micros);
                sent.incrementAndGet();
            }
        });
        return new Sent(sent.get(), (System.nanoTime() - started) / 1e9, micros);
    }

    private byte[] request(List<LoadEvent> events, boolean gzip) {
        var body = events.stream()
                .map(LoadEvent::json)
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(UTF_8);
        return gzip ? Requests.postGzip(PATH, key, BATCH, body) : Requests.post(PATH, key, BATCH, body);
    }

    /** A busy answer is asked again, on the clock. */
    private static void accept(LoadConnection connection, byte[] request, int events, Histogram micros)
            throws IOException {
        var started = System.nanoTime();
        var reply = connection.send(request);
        for (int tries = 1; isBusy(reply) && tries < MOST_TRIES; tries++) {
            Api.pause(BUSY);
            reply = connection.send(request);
        }
        micros.recordValue((System.nanoTime() - started) / 1000);
        if (reply.status() != 200 || settled(reply) != events) {
            throw new BenchFailure("Events were not accepted: %d %s".formatted(reply.status(), reply.body()));
        }
    }

    private static int settled(LoadConnection.Reply reply) throws IOException {
        var counts = JSON.readTree(reply.body());
        return counts.path("accepted").asInt() + counts.path("duplicate").asInt();
    }

    private static boolean isBusy(LoadConnection.Reply reply) {
        return reply.status() == 503 || reply.status() == 429;
    }
}
