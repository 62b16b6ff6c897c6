package dev.keizoku.subscriptions.renewal;

import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.feed.FeedStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
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

    /** Renewals as the feed told of them, in the place of their table. */
    private static final String THEN =
            """
            (select subscription_id, renewal_id, cast(payload ->> 'due_at' as timestamptz) as due_at,
                cast(payload ->> 'term_months' as integer) as term_months,
                cast(payload ->> 'auto_renew' as boolean) as auto_renew,
                cast(payload ->> 'notice_by' as timestamptz) as notice_by, payload ->> 'intent' as intent,
                payload ->> 'intent_by' as intent_by, cast(payload ->> 'intent_at' as timestamptz) as intent_at,
                payload ->> 'outcome' as outcome, cast(payload ->> 'outcome_at' as timestamptz) as outcome_at
            from (%s) told where payload ->> 'deleted' is distinct from 'true') renewal
            """.formatted(FeedStore.lastKnown(FeedEntry.Type.RENEWAL, "subscription_id", "renewal_id"));

    private final Json json;

    RenewalStore(Json json) {
        this.json = json;
    }

    /** Where a page of the list of all renewals begins: after this one. */
    record Place(Instant dueAt, String subscriptionId, String renewalId) {}

    /**
     * Which renewals are asked for; {@code pending} is the outcome of those that have none.
     *
     * @param asOf as they were known then; as they are if null
     */
    record Asked(
            @Nullable Instant dueFrom,
            @Nullable Instant dueTo,
            @Nullable Instant noticeFrom,
            @Nullable Instant noticeTo,
            @Nullable String subscription,
            List<String> outcomes,
            List<String> intents,
            @Nullable Instant asOf) {}

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

    /** A renewal as it was known at an instant. */
    Optional<Renewal> find(
            Handle handle, TenantId tenant, SubscriptionId subscription, String renewalId, Instant asOf) {
        return handle.createQuery(
                        "select * from " + THEN + " where subscription_id = :subscription and renewal_id = :id")
                .bind("tenant", tenant.value())
                .bind("subscription", subscription.value())
                .bind("id", renewalId)
                .bind("asOf", Bind.time(asOf))
                .map(RENEWAL)
                .findOne();
    }

    List<Renewal> list(Handle handle, TenantId tenant, Asked asked, @Nullable Place after, int limit) {
        String source = asked.asOf() == null ? "renewal where tenant = :tenant" : THEN + " where true";
        Query query = handle.createQuery("select * from " + source + """

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
                .bind("limit", limit);
        if (asked.asOf() != null) {
            query.bind("asOf", Bind.time(asked.asOf()));
        }
        return query.map(RENEWAL).list();
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
