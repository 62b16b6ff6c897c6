package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How urgent a ticket is. */
public enum TicketPriority {
    @JsonProperty("low")
    LOW,
    @JsonProperty("normal")
    NORMAL,
    @JsonProperty("high")
    HIGH,
    @JsonProperty("urgent")
    URGENT
}
