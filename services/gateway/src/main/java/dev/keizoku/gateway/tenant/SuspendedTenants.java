package dev.keizoku.gateway.tenant;

import dev.keizoku.kernel.TenantId;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The tenants nobody comes in for, kept in memory because every request asks. Read again as often as keys are, so that a
 * suspension holds everywhere within five seconds.
 */
@Singleton
public class SuspendedTenants {

    private static final Logger LOG = Logger.getLogger(SuspendedTenants.class);

    private final Suspensions suspensions;
    private volatile Set<String> tenants = Set.of();

    SuspendedTenants(Suspensions suspensions) {
        this.suspensions = suspensions;
    }

    public boolean hold(TenantId tenant) {
        return tenants.contains(tenant.value());
    }

    /** Before the first request; without a database no key can be checked either. */
    void begin(@Observes StartupEvent start) {
        try {
            read();
        } catch (RuntimeException noDatabase) {
            LOG.warnf("suspended tenants not known yet: %s", noDatabase);
        }
    }

    @Scheduled(
            every = "{keizoku.access.key-cache}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void read() {
        tenants = Set.copyOf(suspensions.tenants());
    }
}
