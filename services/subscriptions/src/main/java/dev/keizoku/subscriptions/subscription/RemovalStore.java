package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/** The rows of changes that were taken out. They stay, with when and by whom. */
@Singleton
class RemovalStore {

    /** Takes changes out; a subscription that has none left goes too. */
    void remove(
            Handle handle,
            TenantId tenant,
            Subscription subscription,
            Collection<String> changes,
            String by,
            Instant now) {
        take(handle, tenant, subscription, changes, by, now);
        forgetEmpty(handle, tenant, subscription.subscriptionId());
    }

    /** Takes changes out of a subscription that stays. */
    void take(
            Handle handle,
            TenantId tenant,
            Subscription subscription,
            Collection<String> changes,
            String by,
            Instant now) {
        handle.createUpdate("""
                        with gone as (
                            delete from subscription_change
                            where tenant = :tenant and subscription_id = :subscription and change_id = any(:changes)
                            returning *)
                        insert into removed_change (%1$s, account_id, removed_at, removed_by)
                        select %1$s, :account, :now, :by from gone order by effective_at, change_id
                        """.formatted(ChangeColumns.ALL))
                .bind("tenant", tenant.value())
                .bind("subscription", subscription.subscriptionId().value())
                .bind("changes", Bind.texts(changes))
                .bind("account", subscription.accountId().value())
                .bind("now", Bind.time(now))
                .bind("by", by)
                .execute();
    }

    private static void forgetEmpty(Handle handle, TenantId tenant, SubscriptionId subscription) {
        handle.createUpdate("""
                        delete from subscription s
                        where s.tenant = :tenant and s.subscription_id = :subscription
                            and not exists (select from subscription_change c
                                where c.tenant = s.tenant and c.subscription_id = s.subscription_id)
                        """)
                .bind("tenant", tenant.value())
                .bind("subscription", subscription.value())
                .execute();
    }
}
