package dev.keizoku.health.touchpoint;

import dev.keizoku.health.measure.NpsTally;

/** What an account's touchpoints come to on a day. */
public record TouchpointTally(int tickets, NpsTally nps) {

    public static final TouchpointTally NONE = new TouchpointTally(0, NpsTally.NONE);
}
