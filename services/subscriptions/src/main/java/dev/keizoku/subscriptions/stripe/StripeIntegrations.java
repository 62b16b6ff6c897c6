package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.kernel.Vault;
import dev.keizoku.subscriptions.stripe.StripeIntegrationStore.FailedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What can be done with a tenant's way to Stripe. */
@ApplicationScoped
public class StripeIntegrations {

    private static final int ENDPOINT_BYTES = 24;
    private static final int SHOWN_FAILURES = 20;

    private final StripeIntegrationStore store;
    private final Vault vault;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    StripeIntegrations(StripeIntegrationStore store, Vault vault, Tenants tenants, Jdbi jdbi, Clock clock) {
        this.store = store;
        this.vault = vault;
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** An integration, whether a request made it, and the last events nothing could be made of. */
    record Shown(StripeIntegration integration, boolean created, List<FailedEvent> failures) {}

    /**
     * Makes the integration so.
     *
     * @param secrets null to keep those there are
     * @throws ProblemException 400 when there are none to keep
     */
    @Transactional
    Shown put(TenantId tenant, @Nullable List<String> secrets, StripeDefaults defaults) {
        tenants.get(tenant);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return jdbi.withHandle(handle -> {
            StripeIntegration before = store.find(handle, tenant);
            List<byte[]> kept = before == null ? null : before.secrets();
            if (secrets != null) {
                kept = secrets.stream().map(vault::seal).toList();
            }
            if (kept == null) {
                throw ProblemException.ofFields(List.of(
                        new FieldError("/signing_secrets", "required", "Events are taken by their signature only.")));
            }
            store.put(handle, new StripeIntegration(tenant, newEndpoint(), kept, defaults, now, now));
            return new Shown(
                    Objects.requireNonNull(store.find(handle, tenant)),
                    before == null,
                    store.failed(handle, tenant, SHOWN_FAILURES));
        });
    }

    /**
     * The integration.
     *
     * @throws ProblemException 404 when there is none
     */
    @Transactional
    Shown get(TenantId tenant) {
        return jdbi.withHandle(handle -> {
            StripeIntegration integration = store.find(handle, tenant);
            if (integration == null) {
                throw none();
            }
            return new Shown(integration, false, store.failed(handle, tenant, SHOWN_FAILURES));
        });
    }

    /** Forgets the secrets and the endpoint. What came through it stays. */
    @Transactional
    void delete(TenantId tenant) {
        if (!jdbi.withHandle(handle -> store.delete(handle, tenant))) {
            throw none();
        }
    }

    private static ProblemException none() {
        return new ProblemException(
                dev.keizoku.kernel.CommonProblem.NOT_FOUND, "This tenant has no integration with Stripe.");
    }

    private String newEndpoint() {
        byte[] bytes = new byte[ENDPOINT_BYTES];
        random.nextBytes(bytes);
        return "se_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
