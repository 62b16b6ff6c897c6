package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a ticket stands. */
public enum TicketStatus {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("resolved")
    RESOLVED
}
