package dev.keizoku.health.run;

import dev.keizoku.health.alert.FleetDay;
import dev.keizoku.health.pull.StreamSlice;
import dev.keizoku.health.pull.UsageSample;
import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import org.jdbi.v3.core.Jdbi;

/** Sees before a run whether the whole fleet did little on its day: from so many accounts that one does not matter. */
@ApplicationScoped
class FleetCheck {

    private static final int SAMPLE = 1_000;

    private final Jdbi bulk;
    private final UsageSample sample;

    FleetCheck(@DataSource("bulk") Jdbi bulk, UsageSample sample) {
        this.bulk = bulk;
        this.sample = sample;
    }

    FleetDay on(TenantId tenant, LocalDate day, Instant knownAt) {
        // Asking for no more than the sample spares usage to work out the rest.
        String until = bulk.withHandle(handle -> handle.createQuery("""
                select account_id from account_health where tenant = :tenant and not deleted
                order by account_id offset :sample limit 1
                """)
                .bind("tenant", tenant.value())
                .bind("sample", SAMPLE)
                .mapTo(String.class)
                .findOne()
                .orElse(null));
        return FleetDay.of(day, sample.first(tenant, new StreamSlice(day, knownAt, null, null, until), SAMPLE));
    }
}
