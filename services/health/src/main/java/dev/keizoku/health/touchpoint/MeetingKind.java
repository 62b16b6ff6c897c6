package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a meeting was for. */
public enum MeetingKind {
    @JsonProperty("kickoff")
    KICKOFF,
    @JsonProperty("weekly")
    WEEKLY,
    @JsonProperty("qbr")
    QBR,
    @JsonProperty("other")
    OTHER
}
