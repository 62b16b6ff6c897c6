package dev.keizoku.subscriptions.renewal;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The renewals that were pending at an instant, by what was known at another. */
@Singleton
public class PendingRenewals {

    private static final Duration GRACE = Duration.ofDays(Renewal.GRACE_DAYS);

    PendingRenewals() {}

    /**
     * The soonest pending renewal of each of some subscriptions that is due from an instant on, or was due in the grace
     * before. What was told of after {@code knownAt} is taken from the feed as it was told before.
     */
    public Map<String, PendingRenewal> of(
            Handle handle, TenantId tenant, Collection<String> subscriptions, Instant at, Instant knownAt) {
        Map<String, PendingRenewal> pending = new HashMap<>();
        if (subscriptions.isEmpty()) {
            return pending;
        }
        handle.createQuery("""
                        with known as (
                            select subscription_id, renewal_id, due_at, notice_by, auto_renew, intent, intent_at,
                                outcome_at
                            from renewal
                            where tenant = :tenant and subscription_id = any(:subscriptions) and updated_at <= :knownAt
                            union all
                            select r.subscription_id, r.renewal_id, cast(told.payload ->> 'due_at' as timestamptz),
                                cast(told.payload ->> 'notice_by' as timestamptz),
                                cast(told.payload ->> 'auto_renew' as boolean), told.payload ->> 'intent',
                                cast(told.payload ->> 'intent_at' as timestamptz),
                                cast(told.payload ->> 'outcome_at' as timestamptz)
                            from renewal r
                            cross join lateral (
                                select payload from feed
                                where tenant = :tenant and type = 'renewal' and known_at <= :knownAt
                                    and payload ->> 'subscription_id' = r.subscription_id collate "default"
                                    and payload ->> 'renewal_id' = r.renewal_id collate "default"
                                order by seq desc limit 1) told
                            where r.tenant = :tenant and r.subscription_id = any(:subscriptions)
                                and r.updated_at > :knownAt)
                        select distinct on (subscription_id) subscription_id, due_at, notice_by, auto_renew,
                            case when intent_at is null or intent_at < :at then intent end as intent
                        from known
                        where due_at >= :dueFrom and (outcome_at is null or outcome_at >= :at)
                        order by subscription_id, due_at, renewal_id
                        """)
                .bind("tenant", tenant.value())
                .bind("subscriptions", Bind.texts(subscriptions))
                .bind("knownAt", Bind.time(knownAt))
                .bind("at", Bind.time(at))
                .bind("dueFrom", Bind.time(at.minus(GRACE)))
                .map((row, context) -> new PendingRenewal(
                        row.getString("subscription_id"),
                        row.getObject("due_at", OffsetDateTime.class).toInstant(),
                        instant(row.getObject("notice_by", OffsetDateTime.class)),
                        row.getBoolean("auto_renew"),
                        row.getString("intent")))
                .forEach(renewal -> pending.put(renewal.subscriptionId(), renewal));
        return pending;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
