package dev.keizoku.gateway.tenant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.kernel.AuditTrail;
import dev.keizoku.kernel.TenantId;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Suspends tenants and lets them in again, and notes it. */
@ApplicationScoped
public class Suspensions {

    private static final String OPERATOR = "operator";

    private final SuspensionStore store;
    private final List<Resting> resting;
    private final AuditTrail audit;
    private final Clock clock;

    Suspensions(SuspensionStore store, @All List<Resting> resting, AuditTrail audit, Clock clock) {
        this.store = store;
        this.resting = resting;
        this.audit = audit;
        this.clock = clock;
    }

    /** The suspension in force, which may be an earlier one; empty when there is no such tenant. */
    @Transactional
    Optional<Suspension> suspend(TenantId tenant, String reason) {
        if (!store.lock(tenant)) {
            return Optional.empty();
        }
        Optional<Suspension> old = store.of(tenant);
        if (old.isPresent()) {
            return old;
        }
        Suspension fresh = new Suspension(clock.instant().truncatedTo(ChronoUnit.MICROS), reason);
        store.add(tenant, fresh);
        audit.add(
                tenant,
                fresh.since(),
                OPERATOR,
                "tenant.suspended",
                JsonNodeFactory.instance.objectNode().put("reason", reason));
        return Optional.of(fresh);
    }

    /** Whether there is such a tenant. */
    @Transactional
    boolean resume(TenantId tenant) {
        if (!store.lock(tenant)) {
            return false;
        }
        Optional<Suspension> over = store.of(tenant);
        if (over.isPresent()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Duration rested = Duration.between(over.get().since(), now);
            store.remove(tenant);
            resting.forEach(each -> each.goOn(tenant, rested, now));
            audit.add(tenant, now, OPERATOR, "tenant.resumed", JsonNodeFactory.instance.objectNode());
        }
        return true;
    }

    @Transactional
    Set<String> tenants() {
        return store.tenants();
    }
}
