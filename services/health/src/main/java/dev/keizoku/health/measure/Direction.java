package dev.keizoku.health.measure;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which values of a measure are good. */
public enum Direction {
    @JsonProperty("higher_is_better")
    HIGHER_IS_BETTER,
    @JsonProperty("lower_is_better")
    LOWER_IS_BETTER,
    /** Too little is bad, and so is too much. */
    @JsonProperty("middle_is_best")
    MIDDLE_IS_BEST
}
