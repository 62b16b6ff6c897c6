package dev.keizoku.health.score;

import dev.keizoku.health.measure.Direction;
import dev.keizoku.health.measure.MeasureKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the values of measures lay in the cohorts of a tenant, at the end of a day before. */
public final class CohortRanks {

    public static final CohortRanks NONE = new CohortRanks(List.of());

    private final Map<Key, double[]> grids = new HashMap<>();

    public CohortRanks(List<Grid> grids) {
        grids.forEach(each -> this.grids.put(new Key(each.cohort(), each.measure()), each.values()));
    }

    /**
     * The values of a measure in a cohort, thinned out.
     *
     * @param values ascending, evenly from the least to the most
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Grid(String cohort, MeasureKey measure, double[] values) {}

    private record Key(String cohort, MeasureKey measure) {}

    /**
     * The share of the cohort that does worse, those that do the same by half, from 0 to 100; not a number where the
     * cohort is not known or too small.
     */
    double points(String cohort, MeasureKey measure, double value) {
        double[] grid = grids.get(new Key(cohort, measure));
        if (grid == null) {
            return Double.NaN;
        }
        int below = 0;
        int same = 0;
        for (double each : grid) {
            below += each < value ? 1 : 0;
            same += each == value ? 1 : 0;
        }
        double rank = 100 * (below + same / 2.0) / grid.length;
        return measure.direction() == Direction.LOWER_IS_BETTER ? 100 - rank : rank;
    }
}
