package dev.keizoku.health.measure;

/**
 * One measure of one account on one day.
 *
 * @param value as people know it
 * @param input what the normaliser takes; differs from the value where age fades it or a surge raised it
 * @param baseline what is usual for the account; not a number where that is not known or too little to compare with
 * @param before what it was before a surge that still shows in it, so that it must give no more points than that;
 *     {@link #NOTHING} where it had no value then; not a number where there is no surge
 */
public record Reading(MeasureKey key, MeasureState state, double value, double input, double baseline, double before) {

    /** It had no value before the surge, so that it must not count at all. */
    static final double NOTHING = Double.NEGATIVE_INFINITY;

    public Reading(MeasureKey key, MeasureState state, double value, double input, double baseline) {
        this(key, state, value, input, baseline, Double.NaN);
    }

    /** Whether it has a value that only a surge brought. */
    public boolean broughtBySurge() {
        return before == NOTHING;
    }

    /** Whether it had a value before a surge that still shows in it. */
    public boolean hasBefore() {
        return Double.isFinite(before);
    }

    /** The same as it was before a surge. */
    public Reading asBefore() {
        return new Reading(key, state, value, before, baseline);
    }

    Reading beside(double before) {
        return new Reading(key, state, value, input, baseline, before);
    }

    static Reading present(MeasureKey key, double value) {
        return faded(key, value, value);
    }

    static Reading faded(MeasureKey key, double value, double input) {
        return new Reading(key, stateOf(value), value, input, Double.NaN);
    }

    static Reading beside(MeasureKey key, double value, double baseline) {
        return new Reading(key, stateOf(value), value, value, baseline);
    }

    static Reading absent(MeasureKey key, MeasureState state) {
        return new Reading(key, state, 0, 0, Double.NaN);
    }

    private static MeasureState stateOf(double value) {
        return value == 0 ? MeasureState.ZERO : MeasureState.OK;
    }
}
