package dev.keizoku.subscriptions.stripe;

import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Seals what versions that did not seal have left; until then it is verified by as it lies. */
@Singleton
class StripeSealing {

    private static final Logger LOG = Logger.getLogger(StripeSealing.class);

    private final StripeIntegrationStore store;
    private final Jdbi bulk;

    StripeSealing(StripeIntegrationStore store, @DataSource("bulk") Jdbi bulk) {
        this.store = store;
        this.bulk = bulk;
    }

    void begin(@Observes StartupEvent start) {
        try {
            int sealed = seal();
            if (sealed > 0) {
                LOG.infof("sealed the signing secrets of %d integrations with Stripe", sealed);
            }
        } catch (RuntimeException noDatabase) {
            LOG.warnf("signing secrets of Stripe's lie unsealed until the next start: %s", noDatabase);
        }
    }

    /** How many integrations had secrets that lay unsealed. */
    int seal() {
        return bulk.inTransaction(handle -> {
            List<StripeIntegration> unsealed = store.unsealed(handle);
            unsealed.forEach(integration -> store.seal(handle, integration));
            return unsealed.size();
        });
    }
}
