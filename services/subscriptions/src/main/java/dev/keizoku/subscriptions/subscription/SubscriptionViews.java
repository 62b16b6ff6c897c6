package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Shows subscriptions by their tenant's calendar. */
@Singleton
class SubscriptionViews {

    private final Tenants tenants;

    SubscriptionViews(Tenants tenants) {
        this.tenants = tenants;
    }

    SubscriptionView at(TenantId tenant, Subscription subscription, Instant instant) {
        return SubscriptionView.at(subscription, instant, tenants.get(tenant).zone());
    }
}
