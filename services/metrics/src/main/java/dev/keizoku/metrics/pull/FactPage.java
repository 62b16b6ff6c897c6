package dev.keizoku.metrics.pull;

import java.util.List;

/**
 * A page of the feed, read.
 *
 * @param after the sequence it was asked from
 * @param next the sequence to ask from next
 */
record FactPage(long after, List<FeedFact> facts, long next, long head, boolean hasMore) {}
