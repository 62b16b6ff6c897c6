package dev.keizoku.health.scorecard;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a measure counts for that could have a value and has none. Its absence lowers the coverage all the same. */
public enum MissingPolicy {
    /** Nothing: its weight goes to the others of its category, or to the other categories. */
    @JsonProperty("exclude")
    EXCLUDE,
    /** 50 points. */
    @JsonProperty("neutral")
    NEUTRAL,
    /** No points. */
    @JsonProperty("worst")
    WORST,
    /** The points of its last value, fading towards 50; after two half-lives nothing. */
    @JsonProperty("last_decayed")
    LAST_DECAYED
}
