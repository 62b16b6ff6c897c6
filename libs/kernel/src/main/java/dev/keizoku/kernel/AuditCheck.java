package dev.keizoku.kernel;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Holds every tenant's trail against its seals once a night, for an alert to be raised of. */
@Singleton
class AuditCheck {

    private static final Logger LOG = Logger.getLogger(AuditCheck.class);

    private final Jdbi bulk;
    private final AuditChain chain;
    private final AtomicInteger broken = new AtomicInteger();

    AuditCheck(@DataSource("bulk") Jdbi bulk, AuditChain chain) {
        this.bulk = bulk;
        this.chain = chain;
    }

    /** Before the first night too, so that an alert knows of none from nothing known. */
    void measure(@Observes StartupEvent start, MeterRegistry meters) {
        meters.gauge("keizoku.audit.broken", broken);
    }

    @Scheduled(
            cron = "{keizoku.audit.check-at}",
            timeZone = "UTC",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void check() {
        List<String> tenants = bulk.withHandle(handle -> handle.createQuery("select tenant from tenant")
                .mapTo(String.class)
                .list());
        int found = 0;
        for (String tenant : tenants) {
            found += isWhole(tenant) ? 0 : 1;
        }
        broken.set(found);
    }

    /** One that cannot be read is no better, and keeps nobody from the next. */
    private boolean isWhole(String tenant) {
        try {
            AuditChain.Verification verification = chain.verify(new TenantId(tenant), Map.of());
            if (!verification.whole()) {
                LOG.errorf("The audit trail of tenant %s is not what it was: %s", tenant, verification.breaks());
            }
            return verification.whole();
        } catch (RuntimeException unread) {
            LOG.errorf(unread, "The audit trail of tenant %s could not be checked", tenant);
            return false;
        }
    }
}
