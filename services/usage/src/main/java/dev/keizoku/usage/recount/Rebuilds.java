package dev.keizoku.usage.recount;

import dev.keizoku.usage.recount.RebuildStore.Turn;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Works through the rebuilds that were asked for, a day in a transaction.
 *
 * <p>A day and the note that it is done are committed together, so a rebuild goes on where it was after any crash, and
 * any number of replicas may work at it.
 */
@ApplicationScoped
class Rebuilds {

    private static final Logger LOG = Logger.getLogger(Rebuilds.class);

    private final Jdbi bulk;
    private final RebuildStore store;
    private final Clock clock;

    Rebuilds(@DataSource("bulk") Jdbi bulk, RebuildStore store, Clock clock) {
        this.bulk = bulk;
        this.store = store;
        this.clock = clock;
    }

    @Scheduled(every = "${keizoku.recount.rebuild-every}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void work() {
        boolean more = true;
        while (more) {
            more = day();
        }
    }

    /** Rebuilds the next day; false when there is none, or when it has to wait. */
    private boolean day() {
        AtomicReference<@Nullable Turn> taken = new AtomicReference<>();
        try {
            return bulk.inTransaction(handle -> {
                Optional<Turn> turn = RebuildStore.take(handle);
                turn.ifPresent(next -> {
                    taken.set(next);
                    Recounts.Correction done = Recounts.correct(handle, next.tenant(), next.day());
                    CheckStore.settle(handle, next.tenant(), next.day());
                    RebuildStore.advance(handle, next, done, clock.instant());
                });
                return turn.isPresent();
            });
        } catch (JdbiException | Recounts.StillMoving failure) {
            Turn turn = taken.get();
            LOG.warnf(failure, "The rollups of %s could not be rebuilt this time.", turn);
            if (turn != null) {
                store.failed(turn, "The day " + turn.day() + " could not be counted.", clock.instant());
            }
            return false;
        }
    }
}
