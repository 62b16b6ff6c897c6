package dev.keizoku.metrics.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * The log-rank test: whether customers of some segments stay equally long. Variances are hypergeometric.
 *
 * @param chiSquare the statistic
 * @param degreesOfFreedom segments less one
 * @param pValue how likely a statistic as large is when they do
 */
public record LogRank(double chiSquare, int degreesOfFreedom, double pValue) {

    /** Empty when there are not two segments in which anybody could have left. */
    public static Optional<LogRank> of(List<List<Observation>> segments) {
        TreeSet<Integer> times = new TreeSet<>();
        segments.forEach(segment -> segment.stream().filter(Observation::left).forEach(one -> times.add(one.until())));
        Sums sums = new Sums(segments.size());
        List<Watch> watches = segments.stream().map(Watch::new).toList();
        for (int time : times) {
            sums.add(
                    watches.stream().mapToInt(watch -> watch.atRisk(time)).toArray(),
                    watches.stream().mapToInt(watch -> watch.leftAt(time)).toArray());
        }
        return sums.test();
    }

    /** The observations of one segment, ready to be counted at any time. */
    private static final class Watch {
        private final int[] after;
        private final int[] until;
        private final int[] left;

        Watch(List<Observation> segment) {
            after = segment.stream().mapToInt(Observation::after).sorted().toArray();
            until = segment.stream().mapToInt(Observation::until).sorted().toArray();
            left = segment.stream()
                    .filter(Observation::left)
                    .mapToInt(Observation::until)
                    .sorted()
                    .toArray();
        }

        int atRisk(int time) {
            return below(after, time) - below(until, time);
        }

        int leftAt(int time) {
            return below(left, time + 1) - below(left, time);
        }

        /** How many are smaller; the values are sorted. */
        private static int below(int[] sorted, int limit) {
            int low = 0;
            int high = sorted.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sorted[middle] < limit) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    private static final class Sums {
        private final double[] observed;
        private final double[] expected;
        private final double[][] variance;

        Sums(int segments) {
            observed = new double[segments];
            expected = new double[segments];
            variance = new double[segments][segments];
        }

        void add(int[] atRisk, int[] left) {
            double all = 0;
            double leaving = 0;
            for (int i = 0; i < atRisk.length; i++) {
                all += atRisk[i];
                leaving += left[i];
            }
            double spread = all > 1 ? leaving * (all - leaving) / (all - 1) : 0;
            for (int i = 0; i < atRisk.length; i++) {
                double share = atRisk[i] / all;
                observed[i] += left[i];
                expected[i] += leaving * share;
                for (int j = 0; j < atRisk.length; j++) {
                    variance[i][j] += spread * share * ((i == j ? 1 : 0) - atRisk[j] / all);
                }
            }
        }

        Optional<LogRank> test() {
            List<Integer> taken = new ArrayList<>();
            for (int i = 0; i < expected.length; i++) {
                if (expected[i] > 0) {
                    taken.add(i);
                }
            }
            int freedom = taken.size() - 1;
            if (freedom < 1) {
                return Optional.empty();
            }
            // The last one follows from the others.
            double[] surplus = new double[freedom];
            double[][] spread = new double[freedom][freedom];
            for (int i = 0; i < freedom; i++) {
                surplus[i] = observed[taken.get(i)] - expected[taken.get(i)];
                for (int j = 0; j < freedom; j++) {
                    spread[i][j] = variance[taken.get(i)][taken.get(j)];
                }
            }
            RealVector vector = new ArrayRealVector(surplus);
            RealVector solved = new SingularValueDecomposition(new Array2DRowRealMatrix(spread))
                    .getSolver()
                    .solve(vector);
            double statistic = Math.max(0, vector.dotProduct(solved));
            double probability = 1 - new ChiSquaredDistribution(freedom).cumulativeProbability(statistic);
            return Optional.of(new LogRank(statistic, freedom, probability));
        }
    }
}
