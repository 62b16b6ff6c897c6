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
import org.jspecify.annotations.Nullable;

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

    @Nullable Subscription find(Handle handle, TenantId tenant, SubscriptionId id) {
        Map<String, AccountId> accounts = new LinkedHashMap<>();
        handle.createQuery("""
                        select account_id from subscription
                        where tenant = :tenant and subscription_id = :id
                        """)
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne()
                .ifPresent(account -> accounts.put(id.value(), new AccountId(account)));
        return withChanges(handle, tenant, accounts).get(id.value());
    }

    /** The next subscriptions by id, of one account or of all, that may be live at an instant if one is given. */
    List<Subscription> list(
            Handle handle,
            TenantId tenant,
            String after,
            @Nullable AccountId account,
            @Nullable Instant activeAt,
            int limit) {
        Map<String, AccountId> accounts = new LinkedHashMap<>();
        handle.createQuery("""
                        select subscription_id, account_id from subscription s
                        where tenant = :tenant and subscription_id > :after
                            and (cast(:account as text) is null or account_id = :account)
                            and (cast(:activeAt as timestamptz) is null
                                or exists (select from subscription_change c
                                    where c.tenant = s.tenant and c.subscription_id = s.subscription_id
                                        and c.kind in ('start', 'trial_start') and c.effective_at <= :activeAt)
                                and not exists (select from subscription_change c
                                    where c.tenant = s.tenant and c.subscription_id = s.subscription_id
                                        and c.kind in ('cancel', 'end') and c.effective_at <= :activeAt))
                        order by subscription_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("account", account == null ? null : account.value())
                .bind("activeAt", activeAt == null ? null : Bind.time(activeAt))
                .bind("limit", limit)
                .map((row, context) -> Map.entry(row.getString(1), new AccountId(row.getString(2))))
                .forEach(entry -> accounts.put(entry.getKey(), entry.getValue()));
        return List.copyOf(withChanges(handle, tenant, accounts).values());
    }

    void insertChanges(Handle handle, TenantId tenant, List<ChangeRow> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        insert into subscription_change (tenant, recorded_at, subscription_id, change_id, kind,
                            effective_at, known_at, plan_id, quantity, price_amount, price_currency, price_interval,
                            price_interval_count, cancel_at, reason, fingerprint)
                        select :tenant, :now, line.*
                        from jsonb_to_recordset(cast(:lines as jsonb)) as line (subscription_id text, change_id text,
                            kind text, effective_at timestamptz, known_at timestamptz, plan_id text, quantity numeric,
                            price_amount numeric, price_currency text, price_interval text,
                            price_interval_count integer, cancel_at timestamptz, reason text, fingerprint text)
                        """)
                .bind("tenant", tenant.value())
                .bind("now", Bind.time(now))
                .bind("lines", json.write(rows))
                .execute();
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
                        row.getString("subscription_id"), ChangeRow.change(row), row.getString("fingerprint")))
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
