package dev.keizoku.health.run;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Keeps a lease while its worker is busy or waits for another service, which may take its time to answer. */
final class Renewal implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Renewal.class);

    private final LeaseStore leases;
    private final Lease lease;
    private final Duration every;
    private final Thread thread;
    private volatile boolean closed;

    private Renewal(LeaseStore leases, Lease lease, Duration every) {
        this.leases = leases;
        this.lease = lease;
        this.every = every;
        this.thread = Thread.ofVirtual().name("score-run-lease").unstarted(this::keep);
    }

    static Renewal start(LeaseStore leases, Lease lease, Duration every) {
        Renewal renewal = new Renewal(leases, lease, every);
        renewal.thread.start();
        return renewal;
    }

    /** Not by interrupting, which would close the connection that a renewal under way is using. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void keep() {
        long due = System.nanoTime() + every.toNanos();
        while (!closed) {
            LockSupport.parkNanos(due - System.nanoTime());
            if (!closed && System.nanoTime() >= due) {
                renew();
                due = System.nanoTime() + every.toNanos();
            }
        }
    }

    private void renew() {
        try {
            leases.renew(lease);
        } catch (Lease.Lost lost) {
            closed = true;
        } catch (RuntimeException failed) {
            // The worker's own transaction holds the row, and renews it; or the database is away, and the lease ends.
            LOG.debugf(failed, "The lease on run %s was not renewed.", lease.run());
        }
    }
}
