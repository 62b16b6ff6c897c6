package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.timeline.BillingDates;
import dev.keizoku.subscriptions.timeline.Change;
import dev.keizoku.subscriptions.timeline.Entry;
import dev.keizoku.subscriptions.timeline.Move;
import dev.keizoku.subscriptions.timeline.Terms;
import dev.keizoku.subscriptions.timeline.Timeline;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subscription with everything that was asked of it.
 *
 * @param accountId whose it was when it began
 * @param fingerprints of every recorded change, by its id
 */
public record Subscription(
        SubscriptionId subscriptionId, AccountId accountId, Timeline timeline, Map<String, String> fingerprints) {

    /** Whose it is at an instant. */
    public AccountId accountAt(Instant instant) {
        AccountId moved = timeline.movedTo(instant);
        return moved == null ? accountId : moved;
    }

    /** When it is next due for renewal: at the end of its term or, without one, when it is billed next. */
    public @Nullable Instant renewalDue(Instant instant, ZoneId zone) {
        Terms present = timeline.at(instant);
        Terms terms = present == null ? timeline.entries().getFirst().after() : present;
        if (terms.term() != null) {
            return terms.term().endsAt();
        }
        BillingDates dates = BillingDates.of(timeline, instant, zone);
        return dates == null ? null : dates.next(instant);
    }

    /** Whose it is after a change. */
    AccountId accountAfter(Entry entry) {
        return entry.movedTo() == null ? accountId : entry.movedTo();
    }

    /** Whose it was before a change that moved it; null when the change did not. */
    @Nullable AccountId movedFrom(Entry entry) {
        if (!(entry.change().move() instanceof Move.Transfer)) {
            return null;
        }
        return entry.movedFrom() == null ? accountId : entry.movedFrom();
    }

    /** Whether it is another account's at some time than it was by what was known before. */
    boolean movedSince(Subscription known) {
        return !moves().equals(known.moves());
    }

    private List<Move> moves() {
        return timeline.entries().stream()
                .map(entry -> entry.change().move())
                .filter(Move.Transfer.class::isInstance)
                .toList();
    }

    /** The change of that id in its place. */
    Entry entry(String changeId) {
        return timeline.entries().stream()
                .filter(entry -> entry.change().changeId().equals(changeId))
                .findFirst()
                .orElseThrow();
    }

    Subscription with(Timeline next, Change change, String fingerprint) {
        Map<String, String> all = new HashMap<>(fingerprints);
        all.put(change.changeId(), fingerprint);
        return new Subscription(subscriptionId, accountId, next, all);
    }

    Subscription without(Timeline next, String changeId) {
        Map<String, String> rest = new HashMap<>(fingerprints);
        rest.remove(changeId);
        return new Subscription(subscriptionId, accountId, next, rest);
    }

    /** The same without some of its changes; what was illegal beside them is left to the fold. */
    Subscription without(Collection<String> changeIds) {
        Map<String, String> rest = new HashMap<>(fingerprints);
        rest.keySet().removeAll(changeIds);
        Timeline next = Timeline.of(timeline.changes().stream()
                .filter(change -> !changeIds.contains(change.changeId()))
                .toList());
        return new Subscription(subscriptionId, accountId, next, rest);
    }
}
