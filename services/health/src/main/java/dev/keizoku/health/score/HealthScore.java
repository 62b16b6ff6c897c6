package dev.keizoku.health.score;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well an account is doing, from 0 to 100, with everything needed to explain it.
 *
 * @param computed what the measures say; null when too little is known
 * @param effective after the cap, if one holds
 * @param rawBand the band the effective score lies in
 * @param band the band in force: leaving one takes more than a step over the edge
 * @param coverage the part of the applicable weights that has data
 */
public record HealthScore(
        @Nullable BigDecimal computed,
        @Nullable BigDecimal effective,
        @Nullable Cap cap,
        Band rawBand,
        Band band,
        BigDecimal coverage,
        Confidence confidence,
        List<MeasureScore> measures) {

    /** Every measure starts from here: the score of an account about which nothing speaks either way. */
    public static final BigDecimal NEUTRAL = BigDecimal.valueOf(50);

    public HealthScore {
        measures = List.copyOf(measures);
    }
}
