package dev.keizoku.subscriptions.timeline;

import org.jspecify.annotations.Nullable;

/**
 * One change in its place on the timeline, with what was before and what is after it.
 *
 * @param position orders the changes of one instant
 */
public record Entry(Change change, int position, @Nullable Terms before, Terms after) {

    boolean sameAs(Entry other) {
        return position == other.position
                && change.effectiveAt().equals(other.change.effectiveAt())
                && java.util.Objects.equals(before, other.before)
                && after.equals(other.after);
    }
}
