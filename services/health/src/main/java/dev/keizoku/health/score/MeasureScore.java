package dev.keizoku.health.score;

import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.MeasureState;
import dev.keizoku.health.measure.Reading;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one measure did to a score.
 *
 * @param value as people know it, null when absent
 * @param input what the normaliser took: the value, faded by age where the measure fades
 * @param score the points of the value, null when absent
 * @param share of the weights that are present, to four decimals for display
 * @param contribution share times (score minus 50), such that all of them sum to the computed score minus 50
 */
public record MeasureScore(
        MeasureKey measure,
        MeasureState state,
        @Nullable BigDecimal value,
        @Nullable BigDecimal input,
        @Nullable BigDecimal score,
        BigDecimal share,
        @Nullable BigDecimal contribution) {

    /** The measure as it was read. */
    Reading reading() {
        return new Reading(
                measure, state, value == null ? 0 : value.doubleValue(), input == null ? 0 : input.doubleValue());
    }
}
