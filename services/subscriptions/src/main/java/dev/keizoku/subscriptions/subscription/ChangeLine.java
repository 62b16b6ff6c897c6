package dev.keizoku.subscriptions.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Charge;
import dev.keizoku.subscriptions.timeline.Entry;
import dev.keizoku.subscriptions.timeline.Intent;
import dev.keizoku.subscriptions.timeline.Terms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How rows of the feed tell of a change of a subscription.
 *
 * @param accountId whose it is after the change
 * @param fromAccountId whose it was, where the change moved it
 * @param deleted true where the change was taken out, and then nothing is after it
 */
record ChangeLine(
        String changeId,
        SubscriptionId subscriptionId,
        AccountId accountId,
        @Nullable AccountId fromAccountId,
        ChangeKind kind,
        @Nullable String reason,
        @Nullable String reasonCode,
        @Nullable Intent intent,
        @Nullable Money charge,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        Instant effectiveAt,
        int position,
        boolean restated,
        @Nullable Boolean deleted,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Terms before,

        @Nullable Terms after) {

    static ChangeLine of(Subscription subscription, Entry entry, boolean restated) {
        return of(subscription, entry, restated, null, entry.before(), entry.after());
    }

    /** That a change is no longer on the timeline. */
    static ChangeLine gone(Subscription last, Entry entry) {
        return of(last, entry, true, true, null, null);
    }

    private static ChangeLine of(
            Subscription subscription,
            Entry entry,
            boolean restated,
            @Nullable Boolean deleted,
            @Nullable Terms before,
            @Nullable Terms after) {
        Charge charge = entry.change().charge();
        return new ChangeLine(
                entry.change().changeId(),
                subscription.subscriptionId(),
                subscription.accountAfter(entry),
                subscription.movedFrom(entry),
                entry.change().move().kind(),
                entry.change().why().reason(),
                entry.change().why().reasonCode(),
                entry.change().why().intent(),
                charge == null ? null : charge.amount(),
                charge == null ? null : charge.periodStart(),
                charge == null ? null : charge.periodEnd(),
                entry.change().effectiveAt(),
                entry.position(),
                restated,
                deleted,
                before,
                after);
    }
}
