package dev.keizoku.usage.correction;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.kernel.UserId;
import dev.keizoku.usage.audit.AuditStore;
import dev.keizoku.usage.audit.AuditStore.Entry;
import dev.keizoku.usage.correction.ErasureStore.Erasure;
import dev.keizoku.usage.lookup.StoredEventStore;
import dev.keizoku.usage.person.Forgetting;
import dev.keizoku.usage.person.Forgetting.Forgotten;
import dev.keizoku.usage.rollup.RollupRemoval;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Forgets users: their events and what was counted for them go to an id that means nothing, what was said of them goes.
 *
 * <p>Month by month, each in a transaction of its own. What a month still has to give up is seen from its rollups, so
 * one that was broken off, by a restart too, is gone on with and nothing is done twice.
 */
@ApplicationScoped
public class Erasures {

    private static final Logger LOG = Logger.getLogger(Erasures.class);
    private static final long PATIENCE_MILLIS = 3_000;

    private final Jdbi bulk;
    private final Clock clock;

    Erasures(@DataSource("bulk") Jdbi bulk, Clock clock) {
        this.bulk = bulk;
        this.clock = clock;
    }

    /**
     * How far it has come.
     *
     * @param done false when it goes on after the answer
     */
    record Progress(boolean done, long events, long rollupRows, Forgotten forgotten) {}

    /** Begins, waits a little, and goes on behind the back of the request if there is much. */
    Progress erase(int tenant, String user, String actor) {
        Erasure erasure = bulk.inTransaction(handle -> ErasureStore.begin(
                handle, new Erasure(tenant, user, "anonymous-" + UUID.randomUUID(), actor, 0, 0), clock.instant()));
        CompletableFuture<Progress> work = new CompletableFuture<>();
        Thread.ofVirtual().name("erasure").start(() -> {
            try {
                work.complete(run(erasure));
            } catch (RuntimeException failure) {
                LOG.warn("The personal data of a user could not be removed this time.", failure);
                work.completeExceptionally(failure);
            }
        });
        try {
            return work.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return running(tenant, user);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The personal data could not be removed.", failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return running(tenant, user);
        }
    }

    /** Every id the user goes by, as long as it is not forgotten. */
    List<UserId> idsOf(int tenant, String user) {
        return bulk.withHandle(handle -> Forgetting.idsOf(handle, tenant, user)).stream()
                .map(UserId::new)
                .toList();
    }

    private Progress running(int tenant, String user) {
        Erasure known = bulk.withHandle(handle -> ErasureStore.find(handle, tenant, user))
                .orElse(new Erasure(tenant, user, "", "", 0, 0));
        return new Progress(false, known.events(), known.rollupRows(), new Forgotten(0, 0, 0));
    }

    /** Goes on with what a stopped process has left. */
    @Scheduled(every = "${keizoku.erasure.every:60s}", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void goOn() {
        for (Erasure erasure : bulk.withHandle(ErasureStore::open)) {
            try {
                run(erasure);
            } catch (RuntimeException failure) {
                LOG.warn("The personal data of a user could not be removed this time.", failure);
            }
        }
    }

    private Progress run(Erasure erasure) {
        String[] ids = bulk.withHandle(handle -> Forgetting.idsOf(handle, erasure.tenant(), erasure.user()))
                .toArray(String[]::new);
        for (List<LocalDate> months = months(erasure, ids); !months.isEmpty(); months = months(erasure, ids)) {
            for (LocalDate month : months) {
                bulk.useTransaction(handle -> month(handle, erasure, ids, month));
            }
        }
        return bulk.inTransaction(handle -> end(handle, erasure, ids));
    }

    private List<LocalDate> months(Erasure erasure, String[] ids) {
        return bulk.withHandle(handle -> ErasureStore.months(handle, erasure.tenant(), ids));
    }

    private static void month(Handle handle, Erasure erasure, String[] ids, LocalDate month) {
        LocalDate next = month.plusMonths(1);
        ErasureStore.lockRollups(handle, erasure.tenant(), month, next, ids);
        int events = StoredEventStore.rename(handle, erasure.tenant(), month, next, ids, erasure.anonymous());
        int rows = RollupRemoval.rename(handle, erasure.tenant(), month, next, ids, erasure.anonymous());
        ErasureStore.add(handle, erasure, events, rows);
    }

    private Progress end(Handle handle, Erasure erasure, String[] ids) {
        Erasure counted =
                ErasureStore.find(handle, erasure.tenant(), erasure.user()).orElse(erasure);
        Forgotten forgotten = Forgetting.forget(handle, erasure.tenant(), ids);
        boolean ours = ErasureStore.end(handle, erasure);
        boolean any = counted.events() + counted.rollupRows() > 0 || !forgotten.nothing();
        if (ours && any) {
            String detail = JsonNodeFactory.instance
                    .objectNode()
                    .put("anonymous_id", erasure.anonymous())
                    .put("events", counted.events())
                    .put("rollup_rows", counted.rollupRows())
                    .toString();
            AuditStore.write(
                    handle,
                    erasure.tenant(),
                    clock.instant(),
                    new Entry(erasure.actor(), "user.erased", null, null, detail));
        }
        return new Progress(true, counted.events(), counted.rollupRows(), forgotten);
    }
}
