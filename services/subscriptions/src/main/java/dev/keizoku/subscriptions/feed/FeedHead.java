package dev.keizoku.subscriptions.feed;

/** How far a tenant's feed goes. */
public record FeedHead(String tenant, long head) {}
