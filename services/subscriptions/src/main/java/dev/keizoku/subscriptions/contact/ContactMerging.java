package dev.keizoku.subscriptions.contact;

import dev.keizoku.subscriptions.account.AccountMerging;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Lets the people at an account that becomes another one follow it. */
@Singleton
class ContactMerging {

    private final ContactStore store;

    ContactMerging(ContactStore store) {
        this.store = store;
    }

    void follow(@Observes AccountMerging merging) {
        store.follow(merging.handle(), merging.tenant(), merging.account(), merging.into());
    }
}
