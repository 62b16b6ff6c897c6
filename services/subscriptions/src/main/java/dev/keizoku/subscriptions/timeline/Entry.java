package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.AccountId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change in its place on the timeline, with what was before and what is after it.
 *
 * @param position orders the changes of one instant
 * @param movedFrom the account it had been moved to before; null while it was the one's that began it
 * @param movedTo the account it was last moved to; null while it is the one's that began it
 */
public record Entry(
        Change change,
        int position,
        @Nullable Terms before,
        Terms after,
        @Nullable AccountId movedFrom,
        @Nullable AccountId movedTo) {

    boolean sameAs(Entry other) {
        return position == other.position
                && change.effectiveAt().equals(other.change.effectiveAt())
                && Objects.equals(before, other.before)
                && after.equals(other.after)
                && Objects.equals(movedFrom, other.movedFrom)
                && Objects.equals(movedTo, other.movedTo);
    }
}
