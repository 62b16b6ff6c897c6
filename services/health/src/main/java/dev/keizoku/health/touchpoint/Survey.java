package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The surveys whose scale is known. */
public enum Survey {
    /** How likely to recommend. */
    @JsonProperty("nps")
    NPS(0, 10),
    /** How satisfied. */
    @JsonProperty("csat")
    CSAT(1, 5),
    /** How easy, 7 the easiest. */
    @JsonProperty("ces")
    CES(1, 7);

    private final int least;
    private final int most;

    Survey(int least, int most) {
        this.least = least;
        this.most = most;
    }

    boolean accepts(int score) {
        return score >= least && score <= most;
    }

    String scale() {
        return least + " to " + most;
    }
}
