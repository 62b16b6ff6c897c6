package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The surveys whose scale is known. */
enum Survey {
    @JsonProperty("nps")
    NPS(0, 10),
    @JsonProperty("csat")
    CSAT(1, 5);

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
