package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The rows of merges of accounts, and of whose subscriptions were before. */
@Singleton
class MergeStore {

    Optional<AccountMerges.Merge> find(Handle handle, TenantId tenant, AccountId account, String changeId) {
        return handle.createQuery("""
                        select into_account_id, subscriptions, merged_at from account_merge
                        where tenant = :tenant and account_id = :account and change_id = :change
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .bind("change", changeId)
                .map((row, context) -> new AccountMerges.Merge(
                        account,
                        new AccountId(row.getString("into_account_id")),
                        changeId,
                        row.getInt("subscriptions"),
                        row.getObject("merged_at", OffsetDateTime.class).toInstant()))
                .findOne();
    }

    void insert(Handle handle, TenantId tenant, AccountMerges.Merge merge) {
        handle.createUpdate("""
                        insert into account_merge (tenant, account_id, into_account_id, change_id, subscriptions,
                            merged_at)
                        values (:tenant, :account, :into, :change, :subscriptions, :now)
                        """)
                .bind("tenant", tenant.value())
                .bind("account", merge.accountId().value())
                .bind("into", merge.mergedInto().value())
                .bind("change", merge.changeId())
                .bind("subscriptions", merge.subscriptions())
                .bind("now", Bind.time(merge.mergedAt()))
                .execute();
    }

    /** Makes everything an account had another one's, and keeps what was. */
    void rekey(Handle handle, TenantId tenant, AccountId account, AccountId into, Instant now) {
        handle.createUpdate("""
                        insert into rekeyed_subscription (tenant, subscription_id, change_id, account_id, rekeyed_at)
                        select tenant, subscription_id, '', account_id, cast(:now as timestamptz) from subscription
                        where tenant = :tenant and account_id = :account
                        union all
                        select tenant, subscription_id, change_id, to_account_id, cast(:now as timestamptz)
                        from subscription_change
                        where tenant = :tenant and to_account_id = :account
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .bind("now", Bind.time(now))
                .execute();
        handle.createUpdate("""
                        update subscription set account_id = :into
                        where tenant = :tenant and account_id = :account
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .bind("into", into.value())
                .execute();
        handle.createUpdate("""
                        update subscription_change set to_account_id = :into
                        where tenant = :tenant and to_account_id = :account
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .bind("into", into.value())
                .execute();
    }

    /** What those of the ids that are no longer accounts were merged into, by way of others or at once. */
    Map<String, AccountId> survivors(Handle handle, TenantId tenant, Collection<String> ids) {
        Map<String, String> next = new HashMap<>();
        Set<String> open = new HashSet<>(ids);
        while (!open.isEmpty()) {
            Set<String> reached = new HashSet<>();
            handle.createQuery("""
                            select distinct on (m.account_id) m.account_id, m.into_account_id from account_merge m
                            where m.tenant = :tenant and m.account_id = any(:ids)
                                and not exists (select from account a
                                    where a.tenant = m.tenant and a.account_id = m.account_id)
                            order by m.account_id, m.merged_at desc
                            """)
                    .bind("tenant", tenant.value())
                    .bind("ids", Bind.texts(open))
                    .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(merge -> {
                        if (next.put(merge.getKey(), merge.getValue()) == null) {
                            reached.add(merge.getValue());
                        }
                    });
            open = reached;
        }
        Map<String, AccountId> survivors = new HashMap<>();
        for (String id : ids) {
            String last = id;
            Set<String> seen = new HashSet<>();
            while (next.containsKey(last) && seen.add(last)) {
                last = next.get(last);
            }
            if (!last.equals(id)) {
                survivors.put(id, new AccountId(last));
            }
        }
        return survivors;
    }
}
