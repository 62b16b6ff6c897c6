package dev.keizoku.bench;

import dev.keizoku.bench.load.LoadConnection;
import dev.keizoku.bench.load.Requests;
import dev.keizoku.demo.http.Api;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Reads one account after the other over a few connections, as fast as it goes or at a rate. */
final class ReadLoad {

    private static final int DIGITS = 3;
    private static final long SECOND = 1_000_000_000L;
    private static final int STEP = 7_919;

    private final int port;
    private final String token;
    private final int accounts;

    ReadLoad(int port, String token, int accounts) {
        this.port = port;
        this.token = token;
        this.accounts = accounts;
    }

    /** A way to the service; each use shows a fresh token, which lives a minute. */
    interface Door {
        ReadLoad open();
    }

    /** How many reads there were in which time, and the microseconds each took. */
    record Done(long reads, double seconds, Histogram micros) {

        double perSecond() {
            return reads / seconds;
        }

        double millisAt(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1e3;
        }
    }

    /** Each connection asks as soon as it has its answer. */
    Done asFastAsItGoes(int connections, int seconds) {
        var reads = new AtomicLong();
        var micros = new ConcurrentHistogram(DIGITS);
        var started = System.nanoTime();
        var until = started + seconds * SECOND;
        Load.on(port, connections, connection -> {
            while (System.nanoTime() < until) {
                read(connection, reads.incrementAndGet(), System.nanoTime(), micros);
            }
        });
        return new Done(reads.get(), (System.nanoTime() - started) / 1e9, micros);
    }

    /** Each read has its moment, and its time runs from then, whether a connection is free or not. */
    Done at(double perSecond, int connections, int seconds) {
        var reads = new AtomicLong();
        var micros = new ConcurrentHistogram(DIGITS);
        var started = System.nanoTime();
        var gap = SECOND / perSecond;
        var all = (long) (perSecond * seconds);
        Load.on(port, connections, connection -> {
            for (var read = reads.getAndIncrement(); read < all; read = reads.getAndIncrement()) {
                var due = started + (long) (read * gap);
                var early = due - System.nanoTime();
                if (early > 0) {
                    Api.pause(Duration.ofNanos(early));
                }
                read(connection, read, due, micros);
            }
        });
        return new Done(all, (System.nanoTime() - started) / 1e9, micros);
    }

    private void read(LoadConnection connection, long number, long due, Histogram micros) throws IOException {
        var account = Fleet.account((int) (number * STEP % accounts));
        var reply = connection.send(Requests.get("/v1/accounts/" + account, token));
        micros.recordValue(Math.max(0, System.nanoTime() - due) / 1000);
        if (reply.status() != 200) {
            throw new BenchFailure("An account was not read: %d %s".formatted(reply.status(), reply.body()));
        }
    }
}
