package dev.keizoku.health.onboarding;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What came of the first 90 days. */
enum Outcome {
    /** The first value within them. */
    @JsonProperty("completed")
    COMPLETED,
    /** Neither the first value within them nor gone by their end. */
    @JsonProperty("late")
    LATE
}
