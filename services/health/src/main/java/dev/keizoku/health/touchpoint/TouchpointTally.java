package dev.keizoku.health.touchpoint;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What an account's touchpoints come to on a day. Windows end with the day; what nobody spoke of is null, not 0. */
public record TouchpointTally(
        Support support, Voice voice, NpsTally nps, Csat csat, Ces ces, Relationship relationship, Success success) {

    public static final TouchpointTally NONE = new TouchpointTally(
            Support.NONE, Voice.NONE, NpsTally.NONE, Csat.NONE, Ces.NONE, Relationship.NONE, Success.NONE);

    /**
     * The tally of an account.
     *
     * @param touchpoints in the order in which they happened
     * @param end of the day
     */
    static TouchpointTally of(List<DatedTouchpoint> touchpoints, LocalDate day, Instant end) {
        List<DatedTouchpoint> said =
                touchpoints.stream().filter(each -> !each.onlyAnOldAnswer()).toList();
        return new TouchpointTally(
                Support.of(said, end),
                Voice.of(said),
                NpsTally.from(touchpoints),
                Csat.of(touchpoints),
                Ces.of(touchpoints),
                Relationship.of(said),
                Success.of(touchpoints, day));
    }
}
