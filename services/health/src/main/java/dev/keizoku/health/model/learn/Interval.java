package dev.keizoku.health.model.learn;

/** A range in which a figure lies with 95 per cent confidence. */
public record Interval(double low, double high) {

    /** Whether the figure lies above a value beyond reasonable doubt. */
    public boolean above(double value) {
        return low > value;
    }
}
