package dev.keizoku.health.signal;

import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The signals of a tenant, and saying that one is being dealt with. */
@ApplicationScoped
class Signals {

    private final SignalStore store;
    private final Clock clock;

    Signals(SignalStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    List<RiskSignal> list(TenantId tenant, SignalStore.Filter filter, SignalStore.@Nullable Position after, int limit) {
        return store.list(tenant, filter, after, limit);
    }

    RiskSignal find(TenantId tenant, UUID signal) {
        return store.find(tenant, signal).orElseThrow(() -> ProblemException.notFound("risk signal"));
    }

    /**
     * Notes that somebody deals with the signal. It stays so while the rule still holds, until it becomes much worse.
     *
     * @throws ProblemException 404 when there is none, 409 when it is resolved
     */
    @Transactional
    RiskSignal acknowledge(TenantId tenant, UUID signal, String by, @Nullable String note) {
        String before = find(tenant, signal).state();
        RiskSignal.Acknowledgement said =
                new RiskSignal.Acknowledgement(clock.instant().truncatedTo(ChronoUnit.MICROS), by, note);
        boolean unresolved = store.acknowledge(tenant, signal, said);
        RiskSignal found = find(tenant, signal);
        if (!unresolved) {
            throw new ProblemException(CommonProblem.CONFLICT, "This signal is resolved.");
        }
        if (!before.equals(found.state())) {
            store.tellAcknowledged(tenant, signal, before, said.at());
        }
        return found;
    }
}
