package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subscriptions an account has. */
@ApplicationScoped
public class AccountSubscriptions {

    private static final int MOST = 1000;
    private static final SubscriptionQuery.Span ANY = new SubscriptionQuery.Span(null, null);

    private final SubscriptionSearch search;

    AccountSubscriptions(SubscriptionSearch search) {
        this.search = search;
    }

    /** Those that are live at an instant, by id; at most a thousand. */
    public List<Subscription> live(TenantId tenant, AccountId account, Instant instant) {
        return live(tenant, account, instant, null);
    }

    /** The same by what was known at an instant; by what is known now if null. */
    public List<Subscription> live(TenantId tenant, AccountId account, Instant instant, @Nullable Instant asOf) {
        SubscriptionQuery query = new SubscriptionQuery(instant, account, true, ANY, ANY, null, List.of(), List.of());
        return search.list(tenant, "", query, asOf, MOST).subscriptions();
    }
}
