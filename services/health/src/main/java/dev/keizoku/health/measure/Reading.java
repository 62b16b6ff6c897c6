package dev.keizoku.health.measure;

/**
 * One measure of one account on one day.
 *
 * @param value as people know it
 * @param input what the normaliser takes; differs from the value where age fades it
 * @param baseline what is usual for the account; not a number where that is not known or too little to compare with
 */
public record Reading(MeasureKey key, MeasureState state, double value, double input, double baseline) {

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
