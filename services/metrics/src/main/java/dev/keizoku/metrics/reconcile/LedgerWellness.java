package dev.keizoku.metrics.reconcile;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Shows on the health page whether every ledger adds up.
 *
 * <p>Wellness and not readiness: a wrong figure of one tenant must wake somebody up, but taking the replica out of
 * rotation would take the right figures away from everybody else.
 */
@Wellness
@ApplicationScoped
public class LedgerWellness implements HealthCheck {

    private final Reconciliation reconciliation;

    LedgerWellness(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    @Override
    public HealthCheckResponse call() {
        int troubled = reconciliation.troubled().size();
        return HealthCheckResponse.named("ledger-reconciliation")
                .status(troubled == 0)
                .withData("tenants_in_doubt", troubled)
                .build();
    }
}
