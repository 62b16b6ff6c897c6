package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of touchpoint that are taken in. */
enum TouchpointKind {
    @JsonProperty("ticket")
    TICKET,
    @JsonProperty("survey_answer")
    SURVEY_ANSWER
}
