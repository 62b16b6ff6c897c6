package dev.keizoku.metrics.pull;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows the feeds for as long as the service runs; a thread of its own, as the scheduler looks once a second at most. */
@ApplicationScoped
class PullLoop {

    private static final Logger LOG = Logger.getLogger(PullLoop.class);
    private static final long FAREWELL_MILLIS = 5_000;

    private final SubscriptionPull pull;
    private final PullConfig config;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private @Nullable Thread thread;

    PullLoop(SubscriptionPull pull, PullConfig config) {
        this.pull = pull;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("subscription-pull").start(this::loop);
    }

    /** Lets the pages at hand be applied; what is not comes back with the next start. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        if (thread != null) {
            thread.join(FAREWELL_MILLIS);
        }
    }

    private void loop() {
        try {
            do {
                poll();
            } while (!stopping.await(config.every().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try {
            pull.poll();
        } catch (Error error) {
            LOG.error("The subscription feeds cannot be followed; trying again.", error);
        }
    }
}
