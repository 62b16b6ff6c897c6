package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reads how accounts belong together. */
@Singleton
class AccountTreeStore {

    private final AccountStore accounts;

    AccountTreeStore(AccountStore accounts) {
        this.accounts = accounts;
    }

    /** An account below another, and how many levels. */
    record Below(StoredAccount account, int depth) {}

    /** Keeps every other writer from moving accounts of the tenant until the transaction ends: two moves can make a circle. */
    void lock(Handle handle, TenantId tenant) {
        handle.createQuery("select pg_advisory_xact_lock(hashtextextended('account_tree ' || :tenant, 0))")
                .bind("tenant", tenant.value())
                .mapTo(String.class)
                .findOne();
    }

    /** The part of the tree that moving accounts below parents can touch. */
    AccountTree around(Handle handle, TenantId tenant, Collection<String> moved, Collection<String> parents) {
        AccountTree tree = new AccountTree();
        handle.createQuery("""
                        with recursive up (account_id, parent_id, depth) as (
                            select account_id, parent_id, 1 from account
                            where tenant = :tenant and account_id = any(:parents)
                            union all
                            select a.account_id, a.parent_id, up.depth + 1 from up
                            join account a on a.tenant = :tenant and a.account_id = up.parent_id
                            where up.depth <= :levels),
                        down (account_id, parent_id, depth) as (
                            select account_id, parent_id, 1 from account
                            where tenant = :tenant and parent_id = any(:moved)
                            union all
                            select a.account_id, a.parent_id, down.depth + 1 from down
                            join account a on a.tenant = :tenant and a.parent_id = down.account_id
                            where down.depth <= :levels)
                        select account_id, parent_id from up where parent_id is not null
                        union select account_id, parent_id from down
                        union select account_id, parent_id from account
                            where tenant = :tenant and account_id = any(:moved) and parent_id is not null
                        """)
                .bind("tenant", tenant.value())
                .bind("moved", Bind.texts(moved))
                .bind("parents", Bind.texts(parents))
                .bind("levels", AccountTree.MAX_LEVELS)
                .map((row, context) -> List.of(row.getString(1), row.getString(2)))
                .forEach(edge -> tree.put(edge.getFirst(), edge.getLast()));
        return tree;
    }

    /** The accounts after an id that are below an account, at most some levels. */
    List<Below> below(Handle handle, TenantId tenant, AccountId account, int depth, String after, int limit) {
        return handle.createQuery("""
                        with recursive below (account_id, depth) as (
                            select account_id, 1 from account where tenant = :tenant and parent_id = :account
                            union all
                            select a.account_id, below.depth + 1 from below
                            join account a on a.tenant = :tenant and a.parent_id = below.account_id
                            where below.depth < :depth)
                        select a.*, below.depth from below
                        join account a on a.tenant = :tenant and a.account_id = below.account_id
                        where a.account_id > :after order by a.account_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .bind("depth", depth)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Below(accounts.stored().map(row, context), row.getInt("depth")))
                .list();
    }

    /**
     * Puts the children of an account below another one. The one of them that the other is, or is below, takes the
     * account's own place instead: it cannot stand below itself.
     */
    List<Account> inherit(Handle handle, TenantId tenant, AccountId account, AccountId heir, Instant now) {
        return handle.createQuery("""
                        with recursive up (account_id, parent_id, depth) as (
                            select account_id, parent_id, 1 from account
                            where tenant = :tenant and account_id = :heir
                            union all
                            select a.account_id, a.parent_id, up.depth + 1 from up
                            join account a on a.tenant = :tenant and a.account_id = up.parent_id
                            where up.depth <= :levels)
                        update account child set updated_at = :now, parent_id = case
                            when child.account_id in (select up.account_id from up) then (select a.parent_id from account a
                                where a.tenant = :tenant and a.account_id = :account)
                            else :heir end
                        where child.tenant = :tenant and child.parent_id = :account
                        returning child.*
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account.value())
                .bind("heir", heir.value())
                .bind("levels", AccountTree.MAX_LEVELS)
                .bind("now", Bind.time(now))
                .map((row, context) -> accounts.stored().map(row, context).account())
                .list();
    }
}
