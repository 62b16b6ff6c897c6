package dev.keizoku.subscriptions.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Entry;
import dev.keizoku.subscriptions.timeline.Terms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change in its place on the timeline, as answers show it. */
record ChangeView(
        String changeId,
        ChangeKind kind,
        Instant effectiveAt,
        int position,
        Instant knownAt,
        Instant recordedAt,
        @Nullable String reason,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Terms before,

        Terms after) {

    static ChangeView from(Entry entry) {
        return new ChangeView(
                entry.change().changeId(),
                entry.change().move().kind(),
                entry.change().effectiveAt(),
                entry.position(),
                entry.change().knownAt(),
                entry.change().recordedAt(),
                entry.change().reason(),
                entry.before(),
                entry.after());
    }
}
