package dev.keizoku.health.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.MeasureState;
import dev.keizoku.health.measure.Reading;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one measure did to a score.
 *
 * @param value as people know it, null when absent; what was carried over where an old value still counts
 * @param input what the normaliser took: the value, faded by age where the measure fades, or as it was before a surge
 * @param score the points it counts with, null when it does not count
 * @param share of the weights that count, to four decimals for display
 * @param contribution share times (score minus 50), such that all of them sum to the computed score minus 50
 * @param baseline what is usual for the account, where the measure knows
 * @param seenOn the day the value is of, where it was carried over
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasureScore(
        MeasureKey measure,
        MeasureState state,
        @Nullable BigDecimal value,
        @Nullable BigDecimal input,
        @Nullable BigDecimal score,
        BigDecimal share,
        @Nullable BigDecimal contribution,
        @Nullable BigDecimal baseline,
        @Nullable LocalDate seenOn) {

    static final BigDecimal NO_SHARE = BigDecimal.valueOf(0, 4);

    /** What is left out where it is kept says nothing new: no share, an input that is the value. */
    public MeasureScore {
        share = Objects.requireNonNullElse(share, NO_SHARE);
        input = input == null ? value : input;
    }

    /** Whether nothing fades and no surge raised it. */
    boolean inputIsValue() {
        return input == null || value != null && input.compareTo(value) == 0;
    }

    /** Whether it counts as it was before a surge. */
    public boolean held() {
        return state.present() && !inputIsValue() && !measure.fades();
    }

    /** The same where no score is made of it. */
    MeasureScore withoutContribution() {
        return contribution == null
                ? this
                : new MeasureScore(measure, state, value, input, score, share, null, baseline, seenOn);
    }

    /** The measure as it was read. */
    Reading reading() {
        return new Reading(
                measure,
                state,
                value == null ? 0 : value.doubleValue(),
                input == null ? 0 : input.doubleValue(),
                baseline == null ? Double.NaN : baseline.doubleValue());
    }
}
