package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How high up somebody is. */
public enum RoleLevel {
    @JsonProperty("staff")
    STAFF,
    @JsonProperty("manager")
    MANAGER,
    @JsonProperty("executive")
    EXECUTIVE
}
