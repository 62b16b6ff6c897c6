package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happened to a person at an account. */
public enum ContactMove {
    @JsonProperty("joined")
    JOINED,
    @JsonProperty("moved")
    MOVED,
    @JsonProperty("left")
    LEFT,
    @JsonProperty("role_changed")
    ROLE_CHANGED
}
