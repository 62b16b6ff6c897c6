package dev.keizoku.health.score;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well an account is doing, from 0 to 100, with everything needed to explain it.
 *
 * @param computed what the measures say; null when too little is known
 * @param effective after the cap and the override, if one holds
 * @param rawBand the band the effective score lies in
 * @param band the band in force: leaving one takes more than a step over the edge
 * @param override what somebody has set, null when nothing is in force
 * @param card which part of the scorecard it is by
 * @param coverage the part of the applicable weights that has data
 */
public record HealthScore(
        @Nullable BigDecimal computed,
        @Nullable BigDecimal effective,
        @Nullable Cap cap,
        @Nullable ManualOverride override,
        Band rawBand,
        Band band,
        BigDecimal coverage,
        Confidence confidence,
        List<MeasureScore> measures,
        String card) {

    /** Every measure starts from here: the score of an account about which nothing speaks either way. */
    public static final BigDecimal NEUTRAL = BigDecimal.valueOf(50);

    public HealthScore {
        measures = List.copyOf(measures);
    }

    /** What the measures and the rules say, without what somebody has set. */
    public @Nullable BigDecimal ruled() {
        return cap == null ? computed : cap.maxScore().setScale(Scorer.SCALE, RoundingMode.HALF_UP);
    }
}
