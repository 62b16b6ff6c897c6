package dev.keizoku.subscriptions.subscription;

import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.timeline.Entry;
import dev.keizoku.subscriptions.timeline.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rows of the feed that lead a reader from what it knew of a subscription to what is known now. */
final class Retelling {

    private Retelling() {}

    /** What is gone, then what is new or says something else, the latter as restated. */
    static List<FeedEntry> of(Subscription before, Subscription after, Instant now) {
        Timeline known = before.timeline();
        List<FeedEntry> told = new ArrayList<>();
        for (Entry entry : after.timeline().goneSince(known)) {
            told.add(entry(now, ChangeLine.gone(before, entry)));
        }
        List<Entry> changed = after.timeline().changedSince(known);
        Instant cause = changed.stream()
                .filter(entry -> !known.contains(entry.change().changeId()))
                .map(entry -> entry.change().knownAt())
                .max(Instant::compareTo)
                .orElse(now);
        for (Entry entry : changed) {
            boolean restated = known.contains(entry.change().changeId());
            Instant own = entry.change().knownAt();
            Instant knownAt = restated && cause.isAfter(own) ? cause : own;
            told.add(entry(knownAt, ChangeLine.of(after, entry, restated)));
        }
        return told;
    }

    /** All of it again, because whose it was is told anew. */
    static List<FeedEntry> all(Subscription subscription, Instant now) {
        return subscription.timeline().entries().stream()
                .map(entry -> entry(now, ChangeLine.of(subscription, entry, true)))
                .toList();
    }

    private static FeedEntry entry(Instant knownAt, ChangeLine line) {
        return new FeedEntry(FeedEntry.Type.SUBSCRIPTION_CHANGE, knownAt, line);
    }
}
