package dev.keizoku.gateway.upstream;

import java.util.function.LongSupplier;

/**
 * Who waits for a connection for writes to a service. The line may be as long as can be served in good time, judged by how
 * soon one after the other had its turn lately: where a service takes little at a time, whoever comes late is told so at
 * once and need not wait for it. Once nobody waits, nothing is known.
 */
final class Line {

    private static final double WEIGHT_OF_THE_LATEST = 1.0 / 16;

    /** Half of what whoever is in it waits at most: the service is not always as quick as it was lately. */
    private static final int SHARE_OF_PATIENCE = 2;

    /** However slow the service is, as many may wait as a quarter of its connections. */
    private static final int SHARE_OF_CONNECTIONS = 4;

    private static final long NO_WAIT_NANOS = 1_000_000;

    private final int least;
    private final long patience;
    private final LongSupplier nanoTime;
    private int waiting;
    private long lastTurn;
    private double nanosPerTurn;

    Line(GatewayConfig config, LongSupplier nanoTime) {
        this(
                config.connections() / SHARE_OF_CONNECTIONS,
                config.connectTimeout().toNanos() / SHARE_OF_PATIENCE,
                nanoTime);
    }

    Line(int least, long patienceNanos, LongSupplier nanoTime) {
        this.least = least;
        this.patience = patienceNanos;
        this.nanoTime = nanoTime;
        this.lastTurn = nanoTime.getAsLong();
    }

    synchronized boolean isFull() {
        return waiting >= least && waiting * nanosPerTurn > patience;
    }

    /** Joins it, full or not, and returns when. */
    synchronized long join() {
        waiting++;
        return nanoTime.getAsLong();
    }

    /** Leaves it, when it is one's turn or one has waited too long. */
    synchronized void leave(long joined, boolean served) {
        waiting--;
        if (served) {
            learn(joined, nanoTime.getAsLong());
        }
        if (waiting == 0) {
            nanosPerTurn = 0;
        }
    }

    private void learn(long joined, long now) {
        if (now - joined >= NO_WAIT_NANOS) {
            long gap = Math.min(now - Math.max(lastTurn, joined), patience);
            nanosPerTurn += WEIGHT_OF_THE_LATEST * (gap - nanosPerTurn);
        }
        lastTurn = now;
    }
}
