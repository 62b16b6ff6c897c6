package dev.keizoku.usage.retention;

import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.usage.retention.HorizonStore.Horizon;
import dev.keizoku.usage.retention.HorizonStore.TenantDay;
import dev.keizoku.usage.rollup.BusinessDay;
import dev.keizoku.usage.tenant.EventPolicies;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Removes the events of days that a tenant no longer keeps, once a day of the tenant.
 *
 * <p>A month that nobody keeps any more goes as a whole; elsewhere a tenant's events go a day at a time. Both may be
 * broken off at any point and done by any number of replicas: what is left is found again.
 */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final Jdbi bulk;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final Clock clock;

    Retention(@DataSource("bulk") Jdbi bulk, Tenants tenants, TenantNumbers numbers, Clock clock) {
        this.bulk = bulk;
        this.tenants = tenants;
        this.numbers = numbers;
        this.clock = clock;
    }

    @Scheduled(every = "${keizoku.retention.every:10m}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        try {
            tenants.all().forEach(this::advance);
            bulk.withHandle(HorizonStore::months).forEach(this::dropIfOver);
            bulk.withHandle(HorizonStore::unswept).forEach(this::removeRest);
            removeLate();
        } catch (JdbiException failure) {
            LOG.warn("Events that are no longer kept could not be removed this time.", failure);
        }
    }

    private void advance(TenantRecord tenant) {
        Duration kept = EventPolicies.of(tenant).retention();
        if (kept != null) {
            LocalDate keptFrom = BusinessDay.of(clock.instant(), tenant.zone()).minusDays(kept.toDays());
            int number = numbers.of(tenant.tenant());
            bulk.useHandle(handle -> HorizonStore.advance(handle, number, keptFrom));
        }
    }

    private void dropIfOver(YearMonth month) {
        if (!bulk.withHandle(handle -> HorizonStore.isOver(handle, month))) {
            return;
        }
        try {
            bulk.useTransaction(handle -> {
                HorizonStore.lock(handle);
                if (HorizonStore.isOver(handle, month)) {
                    HorizonStore.drop(handle, month);
                    LOG.infof("Dropped the events of %s: no tenant keeps them.", month);
                }
            });
        } catch (JdbiException busy) {
            LOG.infof(busy, "The events of %s are in use and stay for now.", month);
        }
    }

    private void removeLate() {
        Instant storedBy = clock.instant().minus(LateDays.LOOKED_AT);
        for (TenantDay late : bulk.withHandle(HorizonStore::late)) {
            bulk.useHandle(handle -> HorizonStore.remove(handle, late.tenant(), late.day()));
        }
        bulk.useHandle(handle -> HorizonStore.forgetLate(handle, storedBy));
    }

    private void removeRest(Horizon horizon) {
        for (LocalDate day : bulk.withHandle(handle -> HorizonStore.days(handle, horizon))) {
            bulk.useHandle(handle -> HorizonStore.remove(handle, horizon.tenant(), day));
        }
        bulk.useHandle(handle -> HorizonStore.swept(handle, horizon));
    }
}
