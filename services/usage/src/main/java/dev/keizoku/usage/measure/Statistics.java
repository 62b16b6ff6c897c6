package dev.keizoku.usage.measure;

import java.util.Arrays;

/** The few statistics the measures are made of. They are estimates, so they are doubles; what is counted never is. */
final class Statistics {

    /** Makes the median absolute deviation of a normal distribution its standard deviation. */
    private static final double NORMAL = 1.4826;

    private static final double DECIMALS = 1e6;

    private Statistics() {}

    /** The middle value, or the mean of the two in the middle. */
    static double median(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("A median needs at least one value.");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** How far values lie from their middle, in the unit of a standard deviation: 1.4826 times the median distance. */
    static double spread(double middle, double... values) {
        double[] distances = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            distances[i] = Math.abs(values[i] - middle);
        }
        return NORMAL * median(distances);
    }

    /** To six decimals, which is more than any of these estimates is good for. */
    static double rounded(double value) {
        return Math.round(value * DECIMALS) / DECIMALS;
    }
}
