package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.timeline.Change;
import dev.keizoku.subscriptions.timeline.Move;
import dev.keizoku.subscriptions.timeline.Timeline;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Reads subscriptions as they were known at an instant: what was taken out or merged since is there as it was. */
@Singleton
class KnownStore {

    private record Known(String subscriptionId, String accountId, Change change) {}

    private record Key(String subscriptionId, String changeId) {}

    private static final String BEGINNING = "";

    /** Those of the ids that were known, in the order of the ids. */
    List<Subscription> find(Handle handle, TenantId tenant, Collection<String> ids, Instant asOf) {
        Map<Key, String> accounts = accountsThen(handle, tenant, ids, asOf);
        Map<String, Map<String, Change>> changes = new LinkedHashMap<>();
        Map<String, AccountId> first = new HashMap<>();
        for (Known known : changes(handle, tenant, ids, asOf)) {
            String id = known.subscriptionId();
            String account = accounts.getOrDefault(new Key(id, BEGINNING), known.accountId());
            first.put(id, new AccountId(account));
            changes.computeIfAbsent(id, none -> new LinkedHashMap<>())
                    .put(known.change().changeId(), then(known, accounts));
        }
        return changes.entrySet().stream()
                .map(entry -> new Subscription(
                        new SubscriptionId(entry.getKey()),
                        Objects.requireNonNull(first.get(entry.getKey())),
                        Timeline.of(entry.getValue().values()),
                        Map.of()))
                .filter(subscription -> !subscription.timeline().entries().isEmpty())
                .toList();
    }

    private static List<Known> changes(Handle handle, TenantId tenant, Collection<String> ids, Instant asOf) {
        return handle.createQuery("""
                        select * from (
                            select %1$s, account_id as whose from removed_change
                            where tenant = :tenant and subscription_id = any(:ids)
                                and known_at <= :asOf and removed_at > :asOf
                            union all
                            select %1$s, (select s.account_id from subscription s
                                where s.tenant = c.tenant and s.subscription_id = c.subscription_id)
                            from subscription_change c
                            where tenant = :tenant and subscription_id = any(:ids) and known_at <= :asOf
                        ) known
                        order by subscription_id
                        """.formatted(ChangeColumns.ALL))
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .bind("asOf", Bind.time(asOf))
                .map((row, context) ->
                        new Known(row.getString("subscription_id"), row.getString("whose"), ChangeColumns.change(row)))
                .list();
    }

    /** What merges since have replaced: the oldest of them says what it was. */
    private static Map<Key, String> accountsThen(Handle handle, TenantId tenant, Collection<String> ids, Instant asOf) {
        Map<Key, String> accounts = new HashMap<>();
        handle.createQuery("""
                        select subscription_id, change_id, account_id from rekeyed_subscription
                        where tenant = :tenant and subscription_id = any(:ids) and rekeyed_at > :asOf
                        order by rekeying desc
                        """)
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .bind("asOf", Bind.time(asOf))
                .map((row, context) -> Map.entry(new Key(row.getString(1), row.getString(2)), row.getString(3)))
                .forEach(entry -> accounts.put(entry.getKey(), entry.getValue()));
        return accounts;
    }

    private static Change then(Known known, Map<Key, String> accounts) {
        Change change = known.change();
        String account = accounts.get(new Key(known.subscriptionId(), change.changeId()));
        return account == null || !(change.move() instanceof Move.Transfer)
                ? change
                : new Change(
                        change.changeId(),
                        new Move.Transfer(new AccountId(account)),
                        change.effectiveAt(),
                        change.knownAt(),
                        change.recordedAt(),
                        change.why());
    }
}
