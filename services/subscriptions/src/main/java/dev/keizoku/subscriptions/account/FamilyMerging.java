package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.subscriptions.feed.FeedEntry;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Lets the children of an account that becomes another one follow it. */
@Singleton
class FamilyMerging {

    private final AccountTreeStore trees;

    FamilyMerging(AccountTreeStore trees) {
        this.trees = trees;
    }

    void follow(@Observes AccountMerging merging) {
        trees.lock(merging.handle(), merging.tenant());
        List<AccountId> moved =
                trees.follow(merging.handle(), merging.tenant(), merging.account(), merging.into(), merging.now());
        List<FeedEntry> told =
                Accounts.entries(trees.accounts(merging.handle(), merging.tenant(), moved), merging.now(), false);
        merging.told().addAll(told);
    }
}
