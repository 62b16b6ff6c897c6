package dev.keizoku.metrics.survival;

/**
 * One customer as far as it was watched.
 *
 * @param after watched from after this day of its life on; {@link #FROM_THE_START} unless it began before the data does
 * @param until the day of its life on which it left or was last seen
 * @param left whether it left then; otherwise it is censored
 */
public record Observation(int after, int until, boolean left) {

    public static final int FROM_THE_START = -1;

    public Observation {
        if (after >= until) {
            throw new IllegalArgumentException("A customer is watched for some time.");
        }
    }
}
