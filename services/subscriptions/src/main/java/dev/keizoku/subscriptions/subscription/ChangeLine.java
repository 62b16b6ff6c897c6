package dev.keizoku.subscriptions.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Entry;
import dev.keizoku.subscriptions.timeline.Terms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How rows of the feed tell of a change of a subscription. */
record ChangeLine(
        String changeId,
        SubscriptionId subscriptionId,
        AccountId accountId,
        ChangeKind kind,
        @Nullable String reason,
        Instant effectiveAt,
        int position,
        boolean restated,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Terms before,

        Terms after) {

    static ChangeLine of(Subscription subscription, Entry entry, boolean restated) {
        return new ChangeLine(
                entry.change().changeId(),
                subscription.subscriptionId(),
                subscription.accountId(),
                entry.change().move().kind(),
                entry.change().reason(),
                entry.change().effectiveAt(),
                entry.position(),
                restated,
                entry.before(),
                entry.after());
    }
}
