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
        if (rows.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        insert into subscription_change (tenant, recorded_at, subscription_id, change_id, kind,
                            effective_at, known_at, plan_id, quantity, price_amount, price_currency, price_interval,
                            price_interval_count, add_ons, minimum_amount, minimum_currency, term_starts_at,
                            term_ends_at, term_auto_renew, metered, discount_id, coupon_id, percent_off, amount_off,
                            amount_off_currency, discount_duration, discount_until, cancel_at, to_account_id, reason,
                            reason_code, intent, fingerprint)
                        select :tenant, :now, line.*
                        from jsonb_to_recordset(cast(:lines as jsonb)) as line (subscription_id text, change_id text,
                            kind text, effective_at timestamptz, known_at timestamptz, plan_id text, quantity numeric,
                            price_amount numeric, price_currency text, price_interval text,
                            price_interval_count integer, add_ons jsonb, minimum_amount numeric,
                            minimum_currency text, term_starts_at timestamptz, term_ends_at timestamptz,
                            term_auto_renew boolean, metered boolean, discount_id text, coupon_id text, percent_off numeric,
                            amount_off numeric, amount_off_currency text, discount_duration text,
                            discount_until timestamptz, cancel_at timestamptz, to_account_id text, reason text,
                            reason_code text, intent text, fingerprint text)
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
