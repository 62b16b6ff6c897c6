package dev.keizoku.health.run;

import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.health.touchpoint.AccountsTouched;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Looks at the accounts that cannot wait for the night, one after another. */
@ApplicationScoped
class RescanWorkers {

    private static final Logger LOG = Logger.getLogger(RescanWorkers.class);

    private static final Duration HOLD = Duration.ofMinutes(2);
    private static final int MOST_ATTEMPTS = 10;

    private final RescanStore store;
    private final Rescan rescan;
    private final RunConfig config;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean stopping;

    RescanWorkers(RescanStore store, Rescan rescan, RunConfig config) {
        this.store = store;
        this.rescan = rescan;
        this.config = config;
    }

    /** In the transaction that stored what was said, so that it is not forgotten. */
    void note(@Observes(during = TransactionPhase.IN_PROGRESS) AccountsTouched touched) {
        store.ask(touched.tenant(), touched.accounts());
    }

    void start(@Observes(during = TransactionPhase.AFTER_SUCCESS) AccountsTouched touched) {
        wake();
    }

    /** Lets a thread look for accounts, unless one does. */
    void wake() {
        if (!stopping && calls.getAndIncrement() == 0) {
            Thread.ofVirtual().name("rescan").start(this::workUntilIdle);
        }
    }

    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
    }

    /** A call that comes while the last account is being looked at is heard before the thread ends. */
    private void workUntilIdle() {
        int heard;
        do {
            heard = calls.get();
            work();
        } while (!calls.compareAndSet(heard, 0));
    }

    private void work() {
        try {
            Optional<RescanStore.Asked> asked = claim();
            while (asked.isPresent()) {
                work(asked.get());
                asked = claim();
            }
        } catch (RuntimeException failed) {
            LOG.warn("Looking at accounts again failed; the next poll tries once more.", failed);
        }
    }

    private Optional<RescanStore.Asked> claim() {
        return stopping ? Optional.empty() : store.claim(HOLD);
    }

    private void work(RescanStore.Asked asked) {
        try {
            rescan.account(asked.tenant(), asked.account());
            store.done(asked);
        } catch (UpstreamFailure failure) {
            LOG.infof(
                    "Account of tenant %s waits to be looked at: %s.",
                    asked.tenant().value(), failure.getMessage());
            store.postpone(asked, config.longestWait());
        } catch (RuntimeException failed) {
            boolean hopeless = asked.attempts() >= MOST_ATTEMPTS;
            LOG.errorf(
                    failed,
                    "An account of tenant %s could not be looked at.",
                    asked.tenant().value());
            if (hopeless) {
                store.drop(asked);
            } else {
                store.postpone(asked, config.longestWait());
            }
        }
    }
}
