package dev.keizoku.imports.job;

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

/** The threads that work imports through; any number of processes may run them side by side. */
@Singleton
class ImportWorkers {

    private static final Logger LOG = Logger.getLogger(ImportWorkers.class);
    private static final long STOP_MILLIS = 5_000;

    private final ImportRun run;
    private final ProgressStore progress;
    private final ImportConfig config;
    private final Clock clock;
    private final Semaphore work = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    ImportWorkers(ImportRun run, ProgressStore progress, ImportConfig config, Clock clock) {
        this.run = run;
        this.progress = progress;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        running = true;
        for (int i = 1; i <= config.workers(); i++) {
            threads.add(Thread.ofPlatform().name("imports-" + i).daemon().start(this::loop));
        }
    }

    /** Lets the chunk at hand finish; what is left is found by the next start, or by another process. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        work.release(threads.size());
        for (Thread thread : threads) {
            thread.join(STOP_MILLIS);
        }
    }

    /** Says that there is a new job. */
    void wake() {
        work.release();
    }

    private void loop() {
        boolean down = false;
        while (running) {
            boolean found = false;
            try {
                Optional<ImportJob.Claim> claim = progress.claim(clock.instant());
                found = claim.isPresent();
                down = false;
                claim.ifPresent(job -> run.work(job, () -> running));
            } catch (RuntimeException failure) {
                if (!down && running) {
                    LOG.warnf("imports wait for the database: %s", failure.getMessage());
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
            if (work.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                work.drainPermits();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
