package dev.keizoku.bench;

import dev.keizoku.demo.http.Api;
import java.time.Duration;

/** What {@code metrics} makes of changes behind the back of who sent them. */
final class Ledger {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration TELL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    private Ledger() {}

    /** Waits until all of so many changes are in the ledger. */
    static void await(Api api, long changes) {
        var started = System.nanoTime();
        var told = started;
        while (true) {
            var ledger = api.get("/v1/ledger");
            if (ledger.path("applied").asLong()
                    >= Math.max(changes, ledger.path("head").asLong())) {
                Bench.say("ledger caught up %.1f s after the last file", (System.nanoTime() - started) / 1e9);
                return;
            }
            if (System.nanoTime() - told > TELL.toNanos()) {
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
