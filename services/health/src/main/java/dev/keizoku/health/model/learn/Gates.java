package dev.keizoku.health.model.learn;

/** How much history there has to be before anything is learned from it. */
public record Gates(int months, int accounts, int trainingLeavers, int lastBlockLeavers) {

    public static final Gates DEFAULT = new Gates(12, 200, 30, 10);
}
