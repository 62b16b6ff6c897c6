package dev.keizoku.gateway.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The part of a shared bucket that one replica has fetched and gives out without asking again. It is a hundredth of the
 * limit, so that what several replicas hold and do not need keeps the total within a few per cent of it, and the next
 * one is fetched before this one is used up.
 */
final class Portion {

    /** Fetches tokens. */
    interface Source {

        /** Fails when the shared bucket cannot be asked now. */
        CompletableFuture<Supply> fetch(long unused);
    }

    private static final int SHARES = 100;

    private static final long KEPT = Duration.ofSeconds(10).toNanos();
    private static final long SHORTEST_PAUSE = Duration.ofMillis(20).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();

    private final Source source;
    private final TimeMeter time;
    private final int awayPercent;

    private long limit;
    private long held;
    private long left;
    private boolean everSupplied;
    private long suppliedAt;
    private long emptyUntil;
    private @Nullable CompletableFuture<@Nullable Void> underway;
    private @Nullable Bucket alone;

    /** @param limit what is assumed before the first fetch */
    Portion(Source source, TimeMeter time, long limit, int awayPercent) {
        this.source = source;
        this.time = time;
        this.limit = limit;
        this.left = limit;
        this.awayPercent = awayPercent;
    }

    static long sizeOf(long limit) {
        return Math.max(1, limit / SHARES);
    }

    /** Complete already, but for the few requests that find nothing here and wait for the next fetch. Never fails. */
    synchronized CompletableFuture<Decision> take() {
        long now = time.currentTimeNanos();
        boolean fresh = everSupplied && now - suppliedAt < KEPT;
        if (fresh && held > 0) {
            held--;
            if (held < sizeOf(limit) / 2 && underway == null && now >= emptyUntil) {
                fetch(0);
            }
            return CompletableFuture.completedFuture(decision(true));
        }
        if (fresh && now < emptyUntil) {
            return CompletableFuture.completedFuture(decision(false));
        }
        CompletableFuture<@Nullable Void> arriving = underway;
        if (arriving == null) {
            long unused = held;
            held = 0;
            arriving = fetch(unused);
        }
        return arriving.thenCompose(arrived -> take());
    }

    /** For a request that was not let in after all. */
    synchronized void giveBack() {
        held++;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What comes of it completes the future that is returned.
    private CompletableFuture<@Nullable Void> fetch(long unused) {
        CompletableFuture<@Nullable Void> arriving = new CompletableFuture<>();
        underway = arriving;
        source.fetch(unused).exceptionally(away -> byItself()).thenAccept(supply -> {
            arrived(supply);
            arriving.complete(null);
        });
        return arriving;
    }

    private synchronized void arrived(Supply supply) {
        long now = time.currentTimeNanos();
        if (supply.limit() != limit) {
            // A limit that was lowered holds at once.
            held = 0;
            limit = supply.limit();
            alone = null;
        }
        held += supply.brought();
        left = supply.left();
        everSupplied = true;
        suppliedAt = now;
        if (supply.brought() == 0) {
            long pause = Decision.WINDOW.toNanos() / limit * Math.max(1, sizeOf(limit) / 2);
            emptyUntil = now + Math.clamp(pause, SHORTEST_PAUSE, LONGEST_PAUSE);
        }
        underway = null;
    }

    /** Nobody knows how many replicas there are while the database is away; each goes on with its part of the limit. */
    private synchronized Supply byItself() {
        long part = Math.max(1, limit * awayPercent / 100);
        Bucket bucket = alone;
        if (bucket == null) {
            bucket = Bucket.builder()
                    .addLimit(bandwidth -> bandwidth.capacity(part).refillGreedy(part, Decision.WINDOW))
                    .withCustomTimePrecision(time)
                    .build();
            alone = bucket;
        }
        return new Supply(limit, bucket.tryConsumeAsMuchAsPossible(sizeOf(limit)), bucket.getAvailableTokens());
    }

    private Decision decision(boolean allowed) {
        return new Decision(allowed, limit, allowed ? Math.clamp(held + left, 0, limit) : 0);
    }
}
