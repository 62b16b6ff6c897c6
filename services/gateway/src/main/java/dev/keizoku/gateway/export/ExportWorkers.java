package dev.keizoku.gateway.export;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The threads that make exports; any number of replicas may run them side by side. */
@Singleton
class ExportWorkers {

    private static final Logger LOG = Logger.getLogger(ExportWorkers.class);
    private static final long STOP_MILLIS = 5_000;

    private final ExportRun run;
    private final ExportWork work;
    private final ExportConfig config;
    private final Clock clock;
    private final Semaphore asked = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    ExportWorkers(ExportRun run, ExportWork work, ExportConfig config, Clock clock) {
        this.run = run;
        this.work = work;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        running = true;
        for (int i = 1; i <= config.workers(); i++) {
            threads.add(Thread.ofPlatform().name("exports-" + i).daemon().start(this::loop));
        }
    }

    /** What is under way is left to the next start, or to another replica. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        asked.release(threads.size());
        for (Thread thread : threads) {
            thread.join(STOP_MILLIS);
        }
    }

    /** Says that there is a new one. */
    void wake() {
        asked.release();
    }

    private void loop() {
        boolean down = false;
        while (running) {
            boolean found = false;
            try {
                Optional<Export.Claim> claim = work.claim(clock.instant());
                found = claim.isPresent();
                if (found) {
                    run.work(claim.get(), () -> running);
                } else {
                    work.expire(clock.instant(), config.remember());
                }
                down = false;
            } catch (RuntimeException failure) {
                if (!down && running) {
                    LOG.warnf("exports wait: %s", failure.getMessage());
                }
                down = true;
            }
            if (!found) {
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (asked.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                asked.drainPermits();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
