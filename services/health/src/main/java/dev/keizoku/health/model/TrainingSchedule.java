package dev.keizoku.health.model;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for the trainings that are due and wakes who works on them; the database makes each once over all replicas. */
@ApplicationScoped
class TrainingSchedule {

    private static final String BY = "schedule";

    private final Tenants tenants;
    private final TrainingStore store;
    private final Trainings trainings;
    private final Clock clock;

    TrainingSchedule(Tenants tenants, TrainingStore store, Trainings trainings, Clock clock) {
        this.tenants = tenants;
        this.store = store;
        this.trainings = trainings;
        this.clock = clock;
    }

    @Scheduled(every = "${keizoku.model.poll:1m}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void poll() {
        Map<TenantId, Instant> lastAsked = store.lastAsked();
        tenants.all().forEach(tenant -> askIfDue(tenant, lastAsked.get(tenant.tenant())));
        trainings.wake();
    }

    void askIfDue(TenantRecord tenant, @Nullable Instant lastAsked) {
        Instant now = clock.instant();
        if (TrainingDue.due(lastAsked, now, tenant.zone())) {
            store.ask(tenant.tenant(), BY, false, now);
        }
    }
}
