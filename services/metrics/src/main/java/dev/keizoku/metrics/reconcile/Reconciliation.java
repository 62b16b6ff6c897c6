package dev.keizoku.metrics.reconcile;

import dev.keizoku.metrics.pull.PullPosition;
import dev.keizoku.metrics.pull.PullPositionStore;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Checks, again and again, that the ledger adds up and still says what the timelines say. */
@ApplicationScoped
public class Reconciliation {

    private static final Logger LOG = Logger.getLogger(Reconciliation.class);

    /** A check reads the whole ledger: of a large one, no more than a twentieth of the time goes into checks. */
    private static final int REST = 20;

    /** What is over this fast needs no rest. */
    private static final long SHORT = Duration.ofSeconds(1).toNanos();

    private final Jdbi bulk;
    private final Clock clock;
    /** By tenant, the {@link System#nanoTime()} before which it is not checked again. */
    private final Map<String, Long> rests = new ConcurrentHashMap<>();

    private volatile List<String> troubled = List.of();

    Reconciliation(@DataSource("bulk") Jdbi bulk, Clock clock) {
        this.bulk = bulk;
        this.clock = clock;
    }

    /** Tenants whose figures are in doubt, as of the last round. */
    List<String> troubled() {
        return troubled;
    }

    /** Checks every tenant whose ledger has moved, or whose day has turned, since its last check, in turn with rests. */
    @Scheduled(every = "${keizoku.reconcile.every}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void round() {
        try {
            for (PullPosition position : bulk.withHandle(PullPositionStore::all)) {
                checkIfRested(position);
            }
            troubled = bulk.withHandle(ReconciliationStore::troubled);
        } catch (JdbiException failure) {
            LOG.warn("The ledger could not be checked this time.", failure);
        }
    }

    private void checkIfRested(PullPosition position) {
        long begun = System.nanoTime();
        Long rest = rests.get(position.tenant());
        if (rest != null && begun - rest < 0) {
            return;
        }
        bulk.useTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> check(handle, position));
        long took = System.nanoTime() - begun;
        if (took > SHORT) {
            rests.put(position.tenant(), begun + REST * took);
        }
    }

    private void check(Handle handle, PullPosition seen) {
        PullPosition position = PullPositionStore.of(handle, seen.tenant());
        LocalDate today = LocalDate.ofInstant(clock.instant(), position.zone());
        boolean checked = ReconciliationStore.of(handle, seen.tenant())
                .filter(result -> result.applied() == position.applied()
                        && result.epoch() == position.epoch()
                        && result.day().equals(today))
                .isPresent();
        if (checked || position.rebuilding()) {
            return;
        }
        List<Finding> findings = ReconciliationStore.check(handle, position, today);
        ReconciliationStore.save(handle, position, today, findings);
        if (!findings.isEmpty()) {
            LOG.errorf("The ledger of %s does not add up: %s", position.tenant(), findings);
        }
    }
}
