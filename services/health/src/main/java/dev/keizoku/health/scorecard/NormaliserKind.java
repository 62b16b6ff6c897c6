package dev.keizoku.health.scorecard;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a value becomes points, by the anchors of its line. */
public enum NormaliserKind {
    /** Straight lines between the anchors, level beyond the ends. */
    @JsonProperty("piecewise")
    PIECEWISE,
    /** The points of the last anchor the value reaches; closed below, open above. */
    @JsonProperty("bands")
    BANDS,
    /** The value over what is usual for the account, at most 1, by straight lines between the anchors. */
    @JsonProperty("own_baseline")
    OWN_BASELINE,
    /**
     * The share of the accounts of the same plan, size and stage that do worse, by the values of the run before; where
     * they are too few, straight lines between the anchors.
     */
    @JsonProperty("percentile")
    PERCENTILE
}
