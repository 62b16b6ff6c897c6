package dev.keizoku.health.score;

import dev.keizoku.health.measure.MeasureCategory;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.Reading;
import dev.keizoku.health.scorecard.CategoryWeight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shares the weight of a card among what counts of an account: in one level, or among categories and then within them. */
final class Shares {

    /** Shares of two levels are parts of this. */
    private static final long WHOLE = 1_000_000_000;

    /** Up to this sum weights of one level are multiplied as they are. */
    private static final long MOST_WEIGHT = Long.MAX_VALUE / Weigher.NEUTRAL;

    private static final int CATEGORIES = MeasureCategory.values().length;

    private final double[] categoryWeights = new double[CATEGORIES];
    private final boolean twoLevels;

    /** Of one level when there are no categories. */
    Shares(@Nullable List<CategoryWeight> categories) {
        this.twoLevels = categories != null;
        if (categories != null) {
            for (CategoryWeight category : categories) {
                categoryWeights[category.category().ordinal()] =
                        category.weight().doubleValue();
            }
        }
    }

    /** Where the weight of a measure is added up. */
    int level(MeasureKey key) {
        return twoLevels ? key.category().ordinal() : 0;
    }

    /**
     * Makes parts of a whole of the weights, in their place.
     *
     * @param weights nought for what does not count
     * @return the whole; nought when nothing counts
     */
    long outOf(List<Reading> readings, long[] weights) {
        return twoLevels ? shares(readings, weights) : sum(weights);
    }

    /** Of each category the part that has data, weighed like the category. */
    double coverage(long[] present, long[] applicable) {
        double covered = 0;
        double all = 0;
        for (int i = 0; i < CATEGORIES; i++) {
            if (applicable[i] > 0) {
                double weight = twoLevels ? categoryWeights[i] : 1;
                covered += weight * present[i] / applicable[i];
                all += weight;
            }
        }
        return all == 0 ? 0 : covered / all;
    }

    /** Turns the weights of what counts into parts of the whole: each category has its share, and shares it out. */
    private long shares(List<Reading> readings, long[] weights) {
        long[] within = new long[CATEGORIES];
        for (int i = 0; i < weights.length; i++) {
            within[readings.get(i).key().category().ordinal()] += weights[i];
        }
        double all = 0;
        for (int i = 0; i < CATEGORIES; i++) {
            all += within[i] > 0 ? categoryWeights[i] : 0;
        }
        if (all == 0) {
            return 0;
        }
        long given = 0;
        int largest = 0;
        for (int i = 0; i < weights.length; i++) {
            int category = readings.get(i).key().category().ordinal();
            weights[i] = weights[i] == 0
                    ? 0
                    : (long) (WHOLE * (categoryWeights[category] / all) * weights[i] / within[category]);
            given += weights[i];
            largest = weights[i] > weights[largest] ? i : largest;
        }
        weights[largest] += WHOLE - given;
        return WHOLE;
    }

    private static long sum(long[] weights) {
        long sum = 0;
        for (long weight : weights) {
            sum += weight;
        }
        if (sum <= MOST_WEIGHT) {
            return sum;
        }
        long given = 0;
        int largest = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (long) ((double) weights[i] / sum * WHOLE);
            given += weights[i];
            largest = weights[i] > weights[largest] ? i : largest;
        }
        weights[largest] += WHOLE - given;
        return WHOLE;
    }
}
