package dev.keizoku.subscriptions.timeline;

import static java.util.Comparator.comparing;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.subscriptions.timeline.Moves.Moved;
import dev.keizoku.subscriptions.timeline.Moves.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one subscription folded into what it was when.
 *
 * <p>A pure function of the set of changes: in which order they arrived makes no difference. Changes of one instant are
 * taken in a fixed order of kind and id, the first that is legal first. A change that is illegal where it stands has no
 * effect; {@link #with} does not let such a one in.
 */
public final class Timeline {

    /** Begins the ids that are ours; callers cannot use them. */
    public static final String RESERVED = "#";

    private static final Comparator<Change> ORDER =
            comparing(Timeline::rank).thenComparing(Change::changeId, CallerId.BYTEWISE);

    /** What asking for one more change came to. */
    public sealed interface Outcome {}

    /** The change is legal where it stands, and so is everything after it. */
    public record Accepted(Timeline timeline) implements Outcome {}

    /** The change, or one that comes after it, would be illegal. */
    public record Illegal(String reason) implements Outcome {}

    private final List<Change> changes;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> refusals = new LinkedHashMap<>();

    private @Nullable AccountId movedTo;

    private Timeline(Collection<Change> changes) {
        this.changes = List.copyOf(changes);
        fold();
    }

    /** Folds changes, leaving out what is illegal: what was known at some time need not be the whole story. */
    public static Timeline of(Collection<Change> changes) {
        return new Timeline(changes);
    }

    /** The timeline with one more change. */
    public Outcome with(Change change) {
        List<Change> all = new ArrayList<>(changes);
        all.add(change);
        Timeline next = new Timeline(all);
        String own = next.refusals.get(change.changeId());
        return own == null ? unlessImpossible(next) : new Illegal(own);
    }

    /** The timeline without one of its changes. */
    public Outcome without(String changeId) {
        return unlessImpossible(new Timeline(changes.stream()
                .filter(change -> !change.changeId().equals(changeId))
                .toList()));
    }

    private Outcome unlessImpossible(Timeline next) {
        for (Map.Entry<String, String> refusal : next.refusals.entrySet()) {
            if (!refusals.containsKey(refusal.getKey())) {
                return new Illegal(
                        "The later change " + refusal.getKey() + " would become impossible: " + refusal.getValue());
            }
        }
        return new Accepted(next);
    }

    /** Every change as it was asked for, in no particular order. */
    public List<Change> changes() {
        return changes;
    }

    /** Every effective change in order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The terms just before an instant; null when nothing had started. */
    public @Nullable Terms before(Instant instant) {
        Terms terms = null;
        for (Entry entry : entries) {
            if (!entry.change().effectiveAt().isBefore(instant)) {
                break;
            }
            terms = entry.after();
        }
        return terms;
    }

    /** The terms at an instant, what takes effect in it included. */
    public @Nullable Terms at(Instant instant) {
        return before(instant.plusNanos(1));
    }

    /** The account it had been moved to at an instant; null while it was the one's that began it. */
    public @Nullable AccountId movedTo(Instant instant) {
        AccountId account = null;
        for (Entry entry : entries) {
            if (entry.change().effectiveAt().isAfter(instant)) {
                break;
            }
            account = entry.movedTo();
        }
        return account;
    }

    /** The entries of an earlier timeline of the same subscription that are no longer here. */
    public List<Entry> goneSince(Timeline earlier) {
        return earlier.entries.stream()
                .filter(entry -> !contains(entry.change().changeId()))
                .toList();
    }

    /** The entries that are new here or say something else than in an earlier timeline of the same subscription. */
    public List<Entry> changedSince(Timeline earlier) {
        Map<String, Entry> known = new HashMap<>();
        earlier.entries.forEach(entry -> known.put(entry.change().changeId(), entry));
        return entries.stream()
                .filter(entry -> {
                    Entry before = known.get(entry.change().changeId());
                    return before == null || !before.sameAs(entry);
                })
                .toList();
    }

    /** Whether a change of that id is part of the timeline. */
    public boolean contains(String changeId) {
        return entries.stream().anyMatch(entry -> entry.change().changeId().equals(changeId));
    }

    private void fold() {
        List<Change> waiting = new ArrayList<>(changes);
        changes.forEach(change -> addOwnEnd(change, waiting));
        waiting.sort(comparing(Change::effectiveAt).thenComparing(ORDER));
        Lifecycle state = new Lifecycle.NotStarted();
        int from = 0;
        while (from < waiting.size()) {
            Instant instant = waiting.get(from).effectiveAt();
            int to = from;
            while (to < waiting.size() && waiting.get(to).effectiveAt().equals(instant)) {
                to++;
            }
            state = foldInstant(state, new ArrayList<>(waiting.subList(from, to)));
            from = to;
        }
    }

    private Lifecycle foldInstant(Lifecycle start, List<Change> together) {
        Lifecycle state = start;
        int position = 0;
        while (!together.isEmpty()) {
            Change next = firstLegal(state, together);
            together.remove(next);
            switch (Moves.make(state, next)) {
                case Refused refused -> refusals.put(next.changeId(), refused.reason());
                case Moved moved -> {
                    AccountId movedFrom = movedTo;
                    if (next.move() instanceof Move.Transfer transfer) {
                        movedTo = transfer.to();
                    }
                    Terms after = Terms.of(moved.to());
                    if (after != null) {
                        entries.add(new Entry(next, position++, Terms.of(state), after, movedFrom, movedTo));
                    }
                    state = moved.to();
                }
            }
        }
        return state;
    }

    private static Change firstLegal(Lifecycle state, List<Change> together) {
        for (Change change : together) {
            if (Moves.make(state, change) instanceof Moved) {
                return change;
            }
        }
        return together.getFirst();
    }

    /** What ends by itself brings an entry of its own. */
    private static void addOwnEnd(Change change, List<Change> all) {
        if (change.move() instanceof Move.ScheduleCancellation schedule) {
            Move end = new Move.ScheduledEnd(change.changeId());
            all.add(own("end:", change, end, schedule.cancelAt(), change.why()));
        } else if (change.move() instanceof Move.ApplyDiscount apply
                && apply.discount().until() != null) {
            Move end = new Move.DiscountEnd(change.changeId());
            all.add(own("discount_end:", change, end, apply.discount().until(), Why.UNSAID));
        }
    }

    private static Change own(String prefix, Change cause, Move move, Instant at, Why why) {
        return new Change(RESERVED + prefix + cause.changeId(), move, at, cause.knownAt(), cause.recordedAt(), why);
    }

    /**
     * Ends that come by themselves are first, those of discounts before that of the subscription: what else happens in
     * their instant happens to a subscription that has them behind it.
     */
    private static int rank(Change change) {
        return switch (change.move()) {
            case Move.DiscountEnd end -> -2;
            case Move.ScheduledEnd end -> -1;
            case Move other -> other.kind().ordinal();
        };
    }
}
