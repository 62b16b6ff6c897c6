package dev.keizoku.bench.churn;

import java.util.Arrays;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/** Where each of a group stands among the others, from 0 to 1, as the product's percentile in a cohort. */
final class Peers {

    private Peers() {}

    static double[] standing(double[] values) {
        double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE).rank(values);
        return Arrays.stream(ranks).map(rank -> (rank - 0.5) / values.length).toArray();
    }
}
