package dev.keizoku.subscriptions.timeline;

/** A discount in force, and the change that brought it. */
public record AppliedDiscount(String changeId, Discount discount) {}
