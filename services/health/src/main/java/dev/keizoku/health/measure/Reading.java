package dev.keizoku.health.measure;

/**
 * One measure of one account on one day.
 *
 * @param value as people know it
 * @param input what the normaliser takes; differs from the value where age fades it
 */
public record Reading(MeasureKey key, MeasureState state, double value, double input) {

    static Reading present(MeasureKey key, double value) {
        return new Reading(key, value == 0 ? MeasureState.ZERO : MeasureState.OK, value, value);
    }

    static Reading absent(MeasureKey key, MeasureState state) {
        return new Reading(key, state, 0, 0);
    }
}
