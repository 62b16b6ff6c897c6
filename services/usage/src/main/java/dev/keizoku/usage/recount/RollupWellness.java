package dev.keizoku.usage.recount;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Shows on the health page whether the rollups say what the events say.
 *
 * <p>Wellness and not readiness: a wrong count must wake somebody up, but events have to be taken in all the same.
 */
@Wellness
@ApplicationScoped
class RollupWellness implements HealthCheck {

    private final SelfCheck check;

    RollupWellness(SelfCheck check) {
        this.check = check;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("rollup-recount")
                .status(check.tenantsInDoubt() == 0)
                .withData("tenants_in_doubt", check.tenantsInDoubt())
                .build();
    }
}
