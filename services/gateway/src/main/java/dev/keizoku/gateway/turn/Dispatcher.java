package dev.keizoku.gateway.turn;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives everybody elsewhere for whom there is something to do a thread of their own, as many as may be at once. Those that
 * failed last get half of them at most, so that who hangs leaves the others theirs.
 *
 * @param <T> what is claimed for one of them
 */
public final class Dispatcher<T> {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Duration FORGETTING_EVERY = Duration.ofHours(1);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final String name;
    private final int atOnce;
    private final Duration every;
    private final Work<T> work;
    private final Semaphore places;
    private final Semaphore woken = new Semaphore(0);
    private final AtomicInteger failing = new AtomicInteger();

    private volatile boolean stopping;
    private boolean stuck;
    private @Nullable Thread dispatcher;
    private long forgotten = System.nanoTime() - FORGETTING_EVERY.toNanos();

    /** What there is to do, and for whom. */
    public interface Work<T> {

        /** Whoever has waited longest; of those that did not fail last when only they are asked for. */
        Optional<T> claim(boolean healthyOnly);

        boolean failedLast(T claimed);

        /** Does it, for a while; then others have their turn. */
        void work(T claimed, BooleanSupplier stopping);

        /** Asked once an hour. */
        void forgetOld();
    }

    /**
     * Makes one that does nothing before it is started.
     *
     * @param every how long it waits at most before it looks again
     */
    public Dispatcher(String name, int atOnce, Duration every, Work<T> work) {
        this.name = name;
        this.atOnce = atOnce;
        this.every = every;
        this.work = work;
        this.places = new Semaphore(atOnce);
    }

    public void start() {
        dispatcher = Thread.ofVirtual().name(name + "-dispatcher").start(this::dispatch);
    }

    /** Lets what is on its way be answered; what is not goes again. */
    public void stop() throws InterruptedException {
        stopping = true;
        wake();
        if (dispatcher != null) {
            dispatcher.join(FAREWELL);
        }
        if (!places.tryAcquire(atOnce, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.infof("%s: what is on its way is sent again later", name);
        }
    }

    /** There is something to do. */
    public void wake() {
        woken.release();
    }

    private void dispatch() {
        try {
            while (!stopping) {
                // Before it looks: what comes while it does is looked for again at once.
                woken.drainPermits();
                if (!startOne() && !stopping) {
                    forgetOld();
                    if (woken.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
                        LOG.tracef("%s: woken", name);
                    }
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody was taken, so that there may be another. */
    private boolean startOne() throws InterruptedException {
        if (!places.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        Optional<T> claimed = claim();
        if (claimed.isEmpty()) {
            places.release();
            return false;
        }
        boolean failedLast = work.failedLast(claimed.get());
        if (failedLast) {
            failing.incrementAndGet();
        }
        Thread.ofVirtual().name(name).start(() -> {
            try {
                work.work(claimed.get(), () -> stopping);
            } catch (RuntimeException failure) {
                LOG.warnf("%s: one of them waits: %s", name, failure);
            } finally {
                if (failedLast) {
                    failing.decrementAndGet();
                }
                places.release();
                wake();
            }
        });
        return true;
    }

    private Optional<T> claim() {
        try {
            Optional<T> claimed = work.claim(failing.get() >= Math.max(1, atOnce / 2));
            if (stuck) {
                LOG.infof("%s: somebody can be taken again", name);
            }
            stuck = false;
            return claimed;
        } catch (RuntimeException failure) {
            if (!stuck) {
                LOG.warnf("%s: nobody can be taken, trying on: %s", name, failure);
            }
            stuck = true;
            return Optional.empty();
        }
    }

    private void forgetOld() {
        if (System.nanoTime() - forgotten < FORGETTING_EVERY.toNanos()) {
            return;
        }
        forgotten = System.nanoTime();
        Thread.ofVirtual().name(name + "-old").start(() -> {
            try {
                work.forgetOld();
            } catch (RuntimeException failure) {
                LOG.warnf("%s: what is old stays for now: %s", name, failure);
            }
        });
    }
}
