package dev.keizoku.health.run;

import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.kernel.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** The threads of this replica that work on shards: each takes the next free one until none is left. */
@ApplicationScoped
class RunWorkers {

    private static final Logger LOG = Logger.getLogger(RunWorkers.class);

    /** Known to the meters from the start, so that an alert on the first failure sees it rise from zero. */
    private static final List<String> SHARD_ENDS = List.of("done", "waiting", "failed");

    private static final int MOST_ATTEMPTS = 10;

    private final LeaseStore leases;
    private final ScoreRunStore runs;
    private final ShardWorker worker;
    private final RunConfig config;
    private final Semaphore free;
    private final MeterRegistry meters;
    private final Traces traces;
    private final String owner = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
    private volatile boolean stopping;

    RunWorkers(
            LeaseStore leases,
            ScoreRunStore runs,
            ShardWorker worker,
            RunConfig config,
            MeterRegistry meters,
            Traces traces) {
        this.leases = leases;
        this.runs = runs;
        this.worker = worker;
        this.config = config;
        this.free = new Semaphore(config.workers());
        this.meters = meters;
        this.traces = traces;
        SHARD_ENDS.forEach(this::ended);
    }

    private Counter ended(String how) {
        return meters.counter("keizoku.score.shards", "ended", how);
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
        try (Traces.Job job = traces.begin("score run", lease.tenant())
                .of("run", lease.run().toString())
                .of("day", lease.businessDay().toString())) {
            work(lease, job);
        }
    }

    private void work(Lease lease, Traces.Job job) {
        try {
            if (workHolding(lease)) {
                ended("done").increment();
            } else {
                leases.postpone(lease, Duration.ZERO);
            }
            runs.waitingFor(lease.tenant(), lease.run(), null);
        } catch (Lease.Lost lost) {
            LOG.info(lost.getMessage());
        } catch (UpstreamFailure failure) {
            job.failed(failure);
            LOG.warnf("Score run %s waits: %s.", lease.run(), failure.getMessage());
            runs.waitingFor(lease.tenant(), lease.run(), failure.service());
            ended("waiting").increment();
            leases.postpone(lease, wait(lease));
        } catch (RuntimeException failed) {
            job.failed(failed);
            boolean hopeless = lease.attempts() >= MOST_ATTEMPTS;
            LOG.errorf(failed, "Score run %s failed%s.", lease.run(), hopeless ? "" : " and will be tried again");
            ended("failed").increment();
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
