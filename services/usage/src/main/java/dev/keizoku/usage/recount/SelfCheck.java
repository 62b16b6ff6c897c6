package dev.keizoku.usage.recount;

import dev.keizoku.usage.recount.Recounts.Difference;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Counts a few days again each night and says whether the rollups agree.
 *
 * <p>A day is checked for all tenants at once: events lie by the day, and one pass over a day costs the same for one
 * tenant as for all. Yesterday and the days in doubt are always among them, the others are drawn.
 */
@Singleton
class SelfCheck {

    private static final Logger LOG = Logger.getLogger(SelfCheck.class);
    private static final int KEPT_ROUNDS = 400;

    private final Jdbi bulk;
    private final Clock clock;
    private final RecountConfig config;
    private final Counter days;
    private volatile int tenantsInDoubt;

    SelfCheck(@DataSource("bulk") Jdbi bulk, Clock clock, RecountConfig config, MeterRegistry meters) {
        this.bulk = bulk;
        this.clock = clock;
        this.config = config;
        this.days = Counter.builder("keizoku.rollups.checked.days")
                .description("days counted again from the events")
                .register(meters);
        Gauge.builder("keizoku.rollups.tenants.in.doubt", () -> tenantsInDoubt)
                .description("tenants with a day whose rollups do not agree with its events")
                .register(meters);
    }

    /** Tenants whose rollups were found to be wrong and have not been put right. */
    int tenantsInDoubt() {
        return tenantsInDoubt;
    }

    @Scheduled(every = "${keizoku.recount.check-every}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void round() {
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            if (bulk.withHandle(handle -> CheckStore.checked(handle, today)) < config.daysANight()) {
                bulk.inTransaction(handle -> sample(handle, today)).forEach(day -> check(today, day));
            }
            tenantsInDoubt = bulk.withHandle(CheckStore::tenantsInDoubt);
        } catch (JdbiException failure) {
            LOG.warn("The rollups could not be checked this time.", failure);
        }
    }

    private SequencedSet<LocalDate> sample(Handle handle, LocalDate today) {
        SequencedSet<LocalDate> sample = new LinkedHashSet<>(CheckStore.doubtfulDays(handle));
        CheckStore.firstDay(handle).ifPresent(first -> {
            sample.add(today.minusDays(1));
            long span = Math.max(1, ChronoUnit.DAYS.between(first, today));
            for (int draw = 0; draw < config.daysANight() - 1; draw++) {
                sample.add(first.plusDays(ThreadLocalRandom.current().nextLong(span)));
            }
        });
        CheckStore.forget(handle, today.minusDays(KEPT_ROUNDS));
        return sample;
    }

    private void check(LocalDate today, LocalDate day) {
        bulk.useTransaction(handle -> {
            if (CheckStore.claim(handle, today, day, clock.instant())) {
                List<Difference> found = Recounts.check(handle, day);
                CheckStore.save(handle, day, found, clock.instant());
                found.forEach(difference -> LOG.errorf(
                        "The rollups of tenant number %d on %s do not agree with its events in %d rows, such as: %s",
                        difference.tenant(), day, difference.rows(), difference.example()));
                days.increment();
            }
        });
    }
}
