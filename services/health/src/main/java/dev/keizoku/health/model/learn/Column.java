package dev.keizoku.health.model.learn;

import org.hipparchus.util.FastMath;

/**
 * How one input enters a model: shaped, cut at a knot where both ends count, and measured in standard deviations from
 * its mean. Everything in it was fitted on training observations only.
 *
 * @param index of the input among the values
 */
public record Column(String input, int index, Part part, Shape shape, double knot, double mean, double deviation) {

    /** Far outliers say no more than this many standard deviations do. */
    private static final double FARTHEST = 4;

    /** Which part of an input it is. */
    public enum Part {
        WHOLE,
        /** How far below the usual. */
        BELOW,
        /** How far above the usual. */
        ABOVE,
        /** Whether it is unknown. */
        UNKNOWN
    }

    /** What tames a long tail. */
    public enum Shape {
        AS_IS,
        LOG,
        ASINH;

        double of(double value) {
            return switch (this) {
                case AS_IS -> value;
                case LOG -> Math.log1p(Math.max(0, value));
                case ASINH -> FastMath.asinh(value);
            };
        }
    }

    /** The value in standard deviations; an unknown one counts as the mean. */
    double of(Values values) {
        if (part != Part.UNKNOWN && !values.known(index)) {
            return 0;
        }
        return Math.clamp((raw(values) - mean) / deviation, -FARTHEST, FARTHEST);
    }

    /** The value before it is measured in standard deviations. */
    double raw(Values values) {
        return switch (part) {
            case WHOLE -> shape.of(values.get(index));
            case BELOW -> Math.max(0, knot - shape.of(values.get(index)));
            case ABOVE -> Math.max(0, shape.of(values.get(index)) - knot);
            case UNKNOWN -> values.known(index) ? 0 : 1;
        };
    }

    /** Whether the weight speaks against what was expected of the input. */
    boolean contradicts(Input.Expected expected, double weight) {
        return switch (expected) {
            case LESS_CHURN -> part == Part.WHOLE && weight > 0;
            case MORE_CHURN -> part == Part.WHOLE && weight < 0;
            case BOTH_ENDS -> (part == Part.BELOW || part == Part.ABOVE) && weight < 0;
            case ANYTHING -> false;
        };
    }
}
