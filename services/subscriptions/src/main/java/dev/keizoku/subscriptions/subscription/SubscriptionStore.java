package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.timeline.Change;
import dev.keizoku.subscriptions.timeline.Timeline;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The rows of subscriptions and of what was asked of them; always many at a time. */
@Singleton
class SubscriptionStore {

    private final Json json;

    SubscriptionStore(Json json) {
        this.json = json;
    }

    private record NewLine(String subscriptionId, String accountId) {}

    private record ChangeOf(String subscriptionId, Change change, String fingerprint) {}

    /** Inserts the subscriptions that are not there, in the order of their ids so that two writers cannot deadlock. */
    void insert(Handle handle, TenantId tenant, Map<String, AccountId> accounts, Instant now) {
        List<NewLine> lines = new ArrayList<>();
        accounts.forEach((subscription, account) -> lines.add(new NewLine(subscription, account.value())));
        handle.createUpdate("""
                        insert into subscription (tenant, subscription_id, account_id, created_at)
                        select :tenant, subscription_id, account_id, :now
                        from jsonb_to_recordset(cast(:lines as jsonb)) as line (subscription_id text, account_id text)
                        order by subscription_id collate "C"
                        on conflict do nothing
                        """)
                .bind("tenant", tenant.value())
                .bind("now", Bind.time(now))
                .bind("lines", json.write(lines))
                .execute();
    }

    /** The subscriptions of those ids with all their changes, locked until the transaction ends. */
    Map<String, Subscription> locked(Handle handle, TenantId tenant, Collection<String> ids) {
        Map<String, AccountId> accounts = new LinkedHashMap<>();
        handle.createQuery("""
                        select subscription_id, account_id from subscription
                        where tenant = :tenant and subscription_id = any(:ids) order by subscription_id for update
                        """)
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .map((row, context) -> Map.entry(row.getString(1), new AccountId(row.getString(2))))
                .forEach(entry -> accounts.put(entry.getKey(), entry.getValue()));
        return withChanges(handle, tenant, accounts);
    }

    /** The subscriptions of those ids, in the order of the ids. */
    List<Subscription> find(Handle handle, TenantId tenant, Collection<String> ids) {
        Map<String, AccountId> accounts = new LinkedHashMap<>();
        handle.createQuery("""
                        select subscription_id, account_id from subscription
                        where tenant = :tenant and subscription_id = any(:ids) order by subscription_id
                        """)
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .map((row, context) -> Map.entry(row.getString(1), new AccountId(row.getString(2))))
                .forEach(entry -> accounts.put(entry.getKey(), entry.getValue()));
        return withChanges(handle, tenant, accounts).values().stream()
                .filter(subscription -> !subscription.fingerprints().isEmpty())
                .toList();
    }

    /** The ids of the subscriptions that began as an account's or were moved to it. */
    List<String> ofAccount(Handle handle, TenantId tenant, AccountId account) {
        return handle.createQuery("""
                        select subscription_id from subscription where tenant = :tenant and account_id = :account
                        union
                        select subscription_id from subscription_change
                        where tenant = :tenant and to_account_id = :account
                        order by subscription_id
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .mapTo(String.class)
                .list();
    }

    void insertChanges(Handle handle, TenantId tenant, List<ChangeRow> rows, Instant now) {
        if (!rows.isEmpty()) {
            NewChanges.insert(handle, tenant, rows, now, json);
        }
    }

    void delete(Handle handle, TenantId tenant, Collection<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        handle.createUpdate("delete from subscription where tenant = :tenant and subscription_id = any(:ids)")
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .execute();
    }

    private static Map<String, Subscription> withChanges(
            Handle handle, TenantId tenant, Map<String, AccountId> accounts) {
        if (accounts.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Change>> changes = new HashMap<>();
        Map<String, Map<String, String>> fingerprints = new HashMap<>();
        handle.createQuery("""
                        select * from subscription_change where tenant = :tenant and subscription_id = any(:ids)
                        """)
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(accounts.keySet()))
                .map((row, context) -> new ChangeOf(
                        row.getString("subscription_id"), ChangeColumns.change(row), row.getString("fingerprint")))
                .forEach(of -> {
                    changes.computeIfAbsent(of.subscriptionId(), id -> new ArrayList<>())
                            .add(of.change());
                    fingerprints
                            .computeIfAbsent(of.subscriptionId(), id -> new HashMap<>())
                            .put(of.change().changeId(), of.fingerprint());
                });
        Map<String, Subscription> found = new LinkedHashMap<>();
        accounts.forEach((id, account) -> found.put(
                id,
                new Subscription(
                        new SubscriptionId(id),
                        account,
                        Timeline.of(changes.getOrDefault(id, List.of())),
                        fingerprints.getOrDefault(id, Map.of()))));
        return found;
    }
}
