package dev.keizoku.subscriptions.renewal;

import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The rows of renewals. */
@Singleton
class RenewalStore {

    private static final RowMapper<Renewal> RENEWAL = (row, context) -> {
        String intent = row.getString("intent");
        String outcome = row.getString("outcome");
        return new Renewal(
                new SubscriptionId(row.getString("subscription_id")),
                row.getString("renewal_id"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getObject("term_months", Integer.class),
                row.getBoolean("auto_renew"),
                instant(row.getObject("notice_by", OffsetDateTime.class)),
                intent == null ? null : RenewalIntent.of(intent),
                row.getString("intent_by"),
                instant(row.getObject("intent_at", OffsetDateTime.class)),
                outcome == null ? null : RenewalOutcome.of(outcome),
                instant(row.getObject("outcome_at", OffsetDateTime.class)));
    };

    private final Json json;

    RenewalStore(Json json) {
        this.json = json;
    }

    /** Where a page of the list of all renewals begins: after this one. */
    record Place(Instant dueAt, String subscriptionId, String renewalId) {}

    /** Which renewals are asked for; {@code pending} is the outcome of those that have none. */
    record Asked(
            @Nullable Instant dueFrom,
            @Nullable Instant dueTo,
            @Nullable Instant noticeFrom,
            @Nullable Instant noticeTo,
            @Nullable String subscription,
            List<String> outcomes,
            List<String> intents) {}

    List<Renewal> ofSubscriptions(Handle handle, TenantId tenant, Collection<String> subscriptions) {
        return handle.createQuery("""
                        select * from renewal where tenant = :tenant and subscription_id = any(:subscriptions)
                        order by subscription_id, due_at, renewal_id
                        """)
                .bind("tenant", tenant.value())
                .bind("subscriptions", Bind.texts(subscriptions))
                .map(RENEWAL)
                .list();
    }

    List<Renewal> list(Handle handle, TenantId tenant, Asked asked, @Nullable Place after, int limit) {
        return handle.createQuery("""
                        select * from renewal
                        where tenant = :tenant
                            and (cast(:from as timestamptz) is null or due_at >= :from)
                            and (cast(:to as timestamptz) is null or due_at < :to)
                            and (cast(:noticeFrom as timestamptz) is null or notice_by >= :noticeFrom)
                            and (cast(:noticeTo as timestamptz) is null or notice_by < :noticeTo)
                            and (cast(:subscription as text) is null or subscription_id = :subscription)
                            and (cardinality(:outcomes) = 0 or coalesce(outcome, 'pending') = any(:outcomes))
                            and (cardinality(:intents) = 0 or intent = any(:intents))
                            and (cast(:afterDue as timestamptz) is null
                                or (due_at, subscription_id, renewal_id) > (:afterDue, :afterSubscription, :afterId))
                        order by due_at, subscription_id, renewal_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("from", time(asked.dueFrom()))
                .bind("to", time(asked.dueTo()))
                .bind("noticeFrom", time(asked.noticeFrom()))
                .bind("noticeTo", time(asked.noticeTo()))
                .bind("subscription", asked.subscription())
                .bind("outcomes", Bind.texts(asked.outcomes()))
                .bind("intents", Bind.texts(asked.intents()))
                .bind("afterDue", time(after == null ? null : after.dueAt()))
                .bind("afterSubscription", after == null ? "" : after.subscriptionId())
                .bind("afterId", after == null ? "" : after.renewalId())
                .bind("limit", limit)
                .map(RENEWAL)
                .list();
    }

    /** Inserts what is not there and replaces what is. */
    void put(Handle handle, TenantId tenant, Collection<Renewal> renewals, Instant now) {
        if (renewals.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        insert into renewal (tenant, known_at, updated_at, subscription_id, renewal_id, due_at,
                            term_months, auto_renew, notice_by, intent, intent_by, intent_at, outcome, outcome_at)
                        select :tenant, :now, :now, line.*
                        from jsonb_to_recordset(cast(:lines as jsonb)) as line (subscription_id text, renewal_id text,
                            due_at timestamptz, term_months integer, auto_renew boolean, notice_by timestamptz,
                            intent text, intent_by text, intent_at timestamptz, outcome text, outcome_at timestamptz)
                        on conflict (tenant, subscription_id, renewal_id) do update set updated_at = excluded.updated_at,
                            due_at = excluded.due_at, term_months = excluded.term_months,
                            auto_renew = excluded.auto_renew, notice_by = excluded.notice_by, intent = excluded.intent,
                            intent_by = excluded.intent_by, intent_at = excluded.intent_at,
                            outcome = excluded.outcome, outcome_at = excluded.outcome_at
                        """)
                .bind("tenant", tenant.value())
                .bind("now", Bind.time(now))
                .bind("lines", json.write(renewals))
                .execute();
    }

    void deleteOf(Handle handle, TenantId tenant, SubscriptionId subscription) {
        handle.createUpdate("delete from renewal where tenant = :tenant and subscription_id = :subscription")
                .bind("tenant", tenant.value())
                .bind("subscription", subscription.value())
                .execute();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : Bind.time(instant);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
