package dev.keizoku.metrics.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The Kaplan-Meier estimate of the share of customers that stays longer than each time.
 *
 * <p>At equal times, leaving comes before being censored: who is censored on a day is at risk on it. Standard errors are
 * Greenwood's; the 95 % interval is symmetric on the log scale and cut at 1, which is what R's {@code survfit} does
 * unless told otherwise.
 */
public record SurvivalCurve(int customers, int events, List<Point> points) {

    private static final double Z = new NormalDistribution().inverseCumulativeProbability(0.975);
    private static final double HALF = 0.5;
    /** As R: products of many fractions miss 0.5 by rounding errors only. */
    private static final double TOLERANCE = 1e-9;

    /**
     * One time at which somebody left or was censored.
     *
     * @param error Greenwood's standard error; null once nobody is left
     */
    public record Point(
            int time,
            int atRisk,
            int left,
            int censored,
            double survival,
            @Nullable Double error,
            @Nullable Double low,
            @Nullable Double high) {}

    /** The time by which half have left, with its interval; null where the curve does not get that far. */
    public record Median(
            @Nullable Double time,
            @Nullable Double low,
            @Nullable Double high) {}

    public static SurvivalCurve of(List<Observation> observations) {
        TreeMap<Integer, int[]> exits = new TreeMap<>();
        TreeMap<Integer, Integer> entries = new TreeMap<>();
        int events = 0;
        for (Observation one : observations) {
            exits.computeIfAbsent(one.until(), any -> new int[2])[one.left() ? 0 : 1]++;
            entries.merge(one.after(), 1, Integer::sum);
            events += one.left() ? 1 : 0;
        }
        List<Point> points = new ArrayList<>();
        int atRisk = 0;
        double survival = 1;
        double variance = 0;
        for (Map.Entry<Integer, int[]> exit : exits.entrySet()) {
            while (!entries.isEmpty() && entries.firstKey() < exit.getKey()) {
                atRisk += entries.pollFirstEntry().getValue();
            }
            int left = exit.getValue()[0];
            int censored = exit.getValue()[1];
            if (left > 0) {
                survival *= 1 - (double) left / atRisk;
                variance += (double) left / ((double) atRisk * (atRisk - left));
            }
            points.add(point(exit.getKey(), atRisk, left, censored, survival, variance));
            atRisk -= left + censored;
        }
        return new SurvivalCurve(observations.size(), events, points);
    }

    private static Point point(int time, int atRisk, int left, int censored, double survival, double variance) {
        if (survival <= 0) {
            return new Point(time, atRisk, left, censored, 0, null, null, null);
        }
        double spread = Math.sqrt(variance);
        return new Point(
                time,
                atRisk,
                left,
                censored,
                survival,
                survival * spread,
                survival * Math.exp(-Z * spread),
                Math.min(1, survival * Math.exp(Z * spread)));
    }

    /** The share that stays longer than a time. */
    public double at(double time) {
        double survival = 1;
        for (Point point : points) {
            if (point.time() > time) {
                break;
            }
            survival = point.survival();
        }
        return survival;
    }

    /** The last time anybody was watched. */
    public int watchedUntil() {
        return points.isEmpty() ? 0 : points.getLast().time();
    }

    public Median median() {
        return new Median(halfOf(Point::survival), halfOf(Point::low), halfOf(Point::high));
    }

    /** The first time below a half; the middle of the stretch on which the curve is a half exactly. */
    private @Nullable Double halfOf(Function<Point, @Nullable Double> curve) {
        Double half = null;
        for (Point point : points) {
            Double value = curve.apply(point);
            if (value == null) {
                continue;
            }
            if (value < HALF - TOLERANCE) {
                return half == null ? (double) point.time() : (half + point.time()) / 2;
            }
            if (value <= HALF + TOLERANCE && half == null) {
                half = (double) point.time();
            }
        }
        return half;
    }
}
