package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.ProblemType;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Whether accounts may stand below the parents they name. */
@Singleton
class Parents {

    private final AccountStore store;
    private final AccountTreeStore trees;

    Parents(AccountStore store, AccountTreeStore trees) {
        this.store = store;
        this.trees = trees;
    }

    /** The parents accounts name. */
    static Set<AccountId> named(Collection<Account> accounts) {
        Set<AccountId> named = new TreeSet<>();
        for (Account account : accounts) {
            if (account.parentId() != null) {
                named.add(account.parentId());
            }
        }
        return named;
    }

    void lock(Handle handle, TenantId tenant) {
        trees.lock(handle, tenant);
    }

    List<AccountTreeStore.Below> below(
            Handle handle, TenantId tenant, AccountId account, int depth, String after, int limit) {
        return trees.below(handle, tenant, account, depth, after, limit);
    }

    /** Puts the children of an account below another one; those that had to move. */
    List<Account> inherit(Handle handle, TenantId tenant, AccountId account, AccountId heir, Instant now) {
        return trees.inherit(handle, tenant, account, heir, now);
    }

    /**
     * Looks at one account.
     *
     * @throws ProblemException 422 when it may not stand where it is asked to
     */
    void check(Handle handle, TenantId tenant, Account account) {
        if (account.parentId() == null) {
            return;
        }
        lock(handle, tenant);
        FieldError misfit = misfits(handle, tenant, List.of(account)).getFirst();
        if (misfit != null) {
            ProblemType problem = misfit.code().equals(SubscriptionsProblem.UNKNOWN_REFERENCE.slug())
                    ? SubscriptionsProblem.UNKNOWN_REFERENCE
                    : CommonProblem.UNPROCESSABLE;
            throw new ProblemException(problem, misfit.detail())
                    .withErrors(List.of(new FieldError("/parent_id", misfit.code(), misfit.detail())));
        }
    }

    /** What keeps each of the accounts, which are put one after the other, from standing below its parent; null when nothing does. */
    List<@Nullable FieldError> misfits(Handle handle, TenantId tenant, List<Account> accounts) {
        Set<String> parents = new TreeSet<>(CallerId.BYTEWISE);
        named(accounts).forEach(parent -> parents.add(parent.value()));
        Set<String> ids = new TreeSet<>(CallerId.BYTEWISE);
        accounts.forEach(account -> ids.add(account.accountId().value()));
        Set<String> there = new HashSet<>(ids);
        AccountTree tree = new AccountTree();
        if (!parents.isEmpty()) {
            Set<String> locked = new TreeSet<>(CallerId.BYTEWISE);
            locked.addAll(ids);
            locked.addAll(parents);
            there.addAll(store.find(handle, tenant, locked).keySet());
            tree = trees.around(handle, tenant, ids, parents);
        }
        List<@Nullable FieldError> misfits = new ArrayList<>();
        for (Account account : accounts) {
            misfits.add(misfit(tree, there, account));
        }
        return misfits;
    }

    /** The account stands in the tree as asked when nothing keeps it from that. */
    private static @Nullable FieldError misfit(AccountTree tree, Set<String> there, Account account) {
        String id = account.accountId().value();
        AccountId parent = account.parentId();
        if (parent == null) {
            tree.put(id, null);
            return null;
        }
        if (!there.contains(parent.value())) {
            return new FieldError(
                    "parent_id",
                    SubscriptionsProblem.UNKNOWN_REFERENCE.slug(),
                    "There is no account " + parent + " to be the parent.");
        }
        AccountTree.Refusal refusal = tree.refusal(id, parent.value());
        if (refusal != null) {
            return new FieldError("parent_id", refusal.code(), refusal.detail());
        }
        tree.put(id, parent.value());
        return null;
    }
}
