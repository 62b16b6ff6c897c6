package dev.keizoku.subscriptions.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.subscriptions.timeline.ChangeKind;
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

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Terms before,

        Terms after) {

    static ChangeView from(Subscription subscription, Entry entry) {
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
                entry.before(),
                entry.after());
    }
}
