package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * How Stripe reaches a tenant.
 *
 * @param endpoint names the tenant in the address of the webhook; nobody can guess it
 * @param secrets any of which may have signed, so that one can be replaced without a gap; each sealed
 */
record StripeIntegration(
        TenantId tenant,
        String endpoint,
        List<byte[]> secrets,
        StripeDefaults defaults,
        Instant createdAt,
        Instant updatedAt) {

    /** Without the secrets: what is logged by accident gives nothing away. */
    @Override
    public String toString() {
        return "StripeIntegration[" + tenant + "]";
    }
}
