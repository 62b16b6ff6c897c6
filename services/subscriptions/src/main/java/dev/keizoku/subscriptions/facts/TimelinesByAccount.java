package dev.keizoku.subscriptions.facts;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.subscriptions.subscription.RecordedChanges.Recorded;
import dev.keizoku.subscriptions.timeline.Change;
import dev.keizoku.subscriptions.timeline.Timeline;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes changes that are sorted by account and gives each account its timelines, as long as accounts ask in order. */
final class TimelinesByAccount {

    private final Iterator<Recorded> changes;
    private @Nullable Recorded next;

    TimelinesByAccount(Iterator<Recorded> changes) {
        this.changes = changes;
        this.next = following();
    }

    /** The timelines of an account that comes after all that were asked for before, by their subscriptions' ids. */
    Map<String, Timeline> of(String accountId) {
        Map<String, List<Change>> own = new LinkedHashMap<>();
        while (next != null && CallerId.BYTEWISE.compare(next.accountId(), accountId) <= 0) {
            if (next.accountId().equals(accountId)) {
                own.computeIfAbsent(next.subscriptionId(), id -> new ArrayList<>())
                        .add(next.change());
            }
            next = following();
        }
        Map<String, Timeline> timelines = new LinkedHashMap<>();
        own.forEach((id, asked) -> timelines.put(id, Timeline.of(asked)));
        return timelines;
    }

    private @Nullable Recorded following() {
        return changes.hasNext() ? changes.next() : null;
    }
}
