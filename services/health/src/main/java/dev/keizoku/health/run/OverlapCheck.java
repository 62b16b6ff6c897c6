package dev.keizoku.health.run;

import dev.keizoku.health.alert.AlertKind;
import dev.keizoku.health.alert.IngestionAlertWriter;
import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Tells when usage comes for accounts that subscriptions does not know, and for hardly any that it does. */
@ApplicationScoped
class OverlapCheck {

    private static final long LEAST_ACCOUNTS = 10;
    private static final long PER_CENT = 100;

    private final Jdbi bulk;
    private final IngestionAlertWriter alerts;

    OverlapCheck(@DataSource("bulk") Jdbi bulk, IngestionAlertWriter alerts) {
        this.bulk = bulk;
        this.alerts = alerts;
    }

    void report(TenantId tenant, LocalDate day, long matched, long unmatched) {
        boolean hardlyAny = unmatched >= LEAST_ACCOUNTS && matched * PER_CENT <= matched + unmatched;
        if (hardlyAny) {
            bulk.useHandle(handle -> alerts.open(
                    handle,
                    tenant,
                    AlertKind.ACCOUNTS_UNMATCHED,
                    day,
                    Map.of("accounts_with_match", matched, "accounts_without_match", unmatched)));
        } else if (matched > 0) {
            bulk.useHandle(handle -> alerts.resolve(handle, tenant, AlertKind.ACCOUNTS_UNMATCHED, day));
        }
    }
}
