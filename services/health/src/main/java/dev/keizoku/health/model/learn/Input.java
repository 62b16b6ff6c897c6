package dev.keizoku.health.model.learn;

/**
 * A measure as a model takes it.
 *
 * @param expected what more of it is held to mean, before any data is seen
 */
public record Input(String key, Expected expected) {

    /** What more of a measure means for leaving. */
    public enum Expected {
        LESS_CHURN,
        MORE_CHURN,
        /** Unusually little and unusually much are both signs of leaving. */
        BOTH_ENDS,
        ANYTHING
    }
}
