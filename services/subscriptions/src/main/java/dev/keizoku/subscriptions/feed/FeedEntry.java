package dev.keizoku.subscriptions.feed;

import java.time.Instant;

/**
 * One row to come in the feed.
 *
 * @param type says how to read the payload
 * @param knownAt when what it says counts as known
 * @param payload a record or map the row's own fields are made of
 */
public record FeedEntry(Type type, Instant knownAt, Object payload) {

    /** The kinds of row in the feed. */
    public enum Type {
        TENANT,
        ACCOUNT,
        PLAN,
        SUBSCRIPTION_CHANGE,
        FX_RATE,
        RENEWAL,
        FEATURE
    }
}
