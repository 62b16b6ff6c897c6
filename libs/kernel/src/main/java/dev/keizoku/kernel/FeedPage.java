package dev.keizoku.kernel;

import java.util.List;

/**
 * One page of a commit-ordered feed. A reader stores {@code nextAfter} in the transaction of what it derived.
 *
 * @param nextAfter the sequence to ask from next
 * @param head the newest sequence of the tenant when the page was read
 */
public record FeedPage<T>(List<T> data, long nextAfter, long head, boolean hasMore) {

    public FeedPage {
        data = List.copyOf(data);
    }
}
