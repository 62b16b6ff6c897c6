package dev.keizoku.health.run;

import dev.keizoku.health.pull.UpstreamFailure;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** The threads of this replica that work on shards: each takes the next free one until none is left. */
@ApplicationScoped
class RunWorkers {

    private static final Logger LOG = Logger.getLogger(RunWorkers.class);

    private static final int MOST_ATTEMPTS = 10;

    private final LeaseStore leases;
    private final ScoreRunStore runs;
    private final ShardWorker worker;
    private final RunConfig config;
    private final Semaphore free;
    private final String owner = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
    private volatile boolean stopping;

    RunWorkers(LeaseStore leases, ScoreRunStore runs, ShardWorker worker, RunConfig config) {
        this.leases = leases;
        this.runs = runs;
        this.worker = worker;
        this.config = config;
        this.free = new Semaphore(config.workers());
    }

    /** Lets another thread look for work, if one is free. */
    void wake() {
        if (!stopping && free.tryAcquire()) {
            Thread.ofVirtual().name("score-run").start(this::workUntilIdle);
        }
    }

    void stop(@Observes ShutdownEvent shutdown) {
        stopping = true;
    }

    private void workUntilIdle() {
        try {
            Optional<Lease> lease = claim();
            while (lease.isPresent()) {
                // There may be more to do than one thread can: the next one looks for itself.
                wake();
                work(lease.get());
                lease = claim();
            }
        } catch (RuntimeException failed) {
            LOG.warn("Looking for score runs failed; the next poll tries again.", failed);
        } finally {
            free.release();
        }
    }

    private Optional<Lease> claim() {
        return stopping ? Optional.empty() : leases.claim(owner);
    }

    /** Works on a shard and leaves it either done or to be taken again. */
    void work(Lease lease) {
        try {
            if (!workHolding(lease)) {
                leases.postpone(lease, Duration.ZERO);
            }
            runs.waitingFor(lease.tenant(), lease.run(), null);
        } catch (Lease.Lost lost) {
            LOG.info(lost.getMessage());
        } catch (UpstreamFailure failure) {
            LOG.warnf("Score run %s waits: %s.", lease.run(), failure.getMessage());
            runs.waitingFor(lease.tenant(), lease.run(), failure.service());
            leases.postpone(lease, wait(lease));
        } catch (RuntimeException failed) {
            boolean hopeless = lease.attempts() >= MOST_ATTEMPTS;
            LOG.errorf(failed, "Score run %s failed%s.", lease.run(), hopeless ? "" : " and will be tried again");
            if (hopeless) {
                leases.giveUp(lease);
            } else {
                leases.postpone(lease, wait(lease));
            }
        }
    }

    private boolean workHolding(Lease lease) {
        try (Renewal renewal = Renewal.start(leases, lease, config.lease().dividedBy(3))) {
            return worker.work(lease, () -> stopping);
        }
    }

    private Duration wait(Lease lease) {
        int doublings = Math.min(lease.attempts(), 20);
        Duration wait = config.firstWait().multipliedBy(1L << doublings);
        return wait.compareTo(config.longestWait()) < 0 ? wait : config.longestWait();
    }
}
