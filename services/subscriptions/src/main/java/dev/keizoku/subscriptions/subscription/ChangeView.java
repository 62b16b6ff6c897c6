package dev.keizoku.subscriptions.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Money;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Charge;
import dev.keizoku.subscriptions.timeline.Entry;
import dev.keizoku.subscriptions.timeline.Intent;
import dev.keizoku.subscriptions.timeline.Terms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change in its place on the timeline, as answers show it. */
record ChangeView(
        String changeId,
        ChangeKind kind,
        AccountId accountId,
        @Nullable AccountId fromAccountId,
        Instant effectiveAt,
        int position,
        Instant knownAt,
        Instant recordedAt,
        @Nullable String reason,
        @Nullable String reasonCode,
        @Nullable Intent intent,
        @Nullable Money charge,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Terms before,

        Terms after) {

    static ChangeView from(Subscription subscription, Entry entry) {
        Charge charge = entry.change().charge();
        return new ChangeView(
                entry.change().changeId(),
                entry.change().move().kind(),
                subscription.accountAfter(entry),
                subscription.movedFrom(entry),
                entry.change().effectiveAt(),
                entry.position(),
                entry.change().knownAt(),
                entry.change().recordedAt(),
                entry.change().why().reason(),
                entry.change().why().reasonCode(),
                entry.change().why().intent(),
                charge == null ? null : charge.amount(),
                charge == null ? null : charge.periodStart(),
                charge == null ? null : charge.periodEnd(),
                entry.before(),
                entry.after());
    }
}
