package dev.keizoku.health.run;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Makes the nights that are due and wakes the workers.
 *
 * <p>The schedule only polls: which nights are due is a question to the database, so that any number of replicas,
 * restarts and clock jumps makes each night once.
 */
@ApplicationScoped
public class NightSchedule {

    private static final Logger LOG = Logger.getLogger(NightSchedule.class);

    private final Tenants tenants;
    private final ScoreRunStore store;
    private final ScoreRuns runs;
    private final RunWorkers workers;
    private final RescanWorkers rescans;
    private final RunConfig config;
    private final Clock clock;

    NightSchedule(
            Tenants tenants,
            ScoreRunStore store,
            ScoreRuns runs,
            RunWorkers workers,
            RescanWorkers rescans,
            RunConfig config,
            Clock clock) {
        this.tenants = tenants;
        this.store = store;
        this.runs = runs;
        this.workers = workers;
        this.rescans = rescans;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${keizoku.run.poll:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void poll() {
        makeDueNights();
        workers.wake();
        rescans.wake();
    }

    /** Makes every night that is over and was not made yet, oldest first. */
    void makeDueNights() {
        Map<TenantId, LocalDate> lastNights = store.lastNights();
        for (TenantRecord tenant : tenants.all()) {
            for (LocalDate day : DueNights.due(
                    lastNights.get(tenant.tenant()),
                    clock.instant(),
                    tenant.zone(),
                    config.nightDelay(),
                    config.catchUpNights())) {
                if (runs.night(tenant, day)) {
                    LOG.infof(
                            "The night of %s is due for tenant %s.",
                            day, tenant.tenant().value());
                }
            }
        }
    }
}
