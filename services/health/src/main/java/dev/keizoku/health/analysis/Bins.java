package dev.keizoku.health.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts observations by a value into bins of about equal size: the simplest look at whether a threshold is one. */
final class Bins {

    private Bins() {}

    /** A value and what followed. */
    record Point(double value, boolean left) {}

    /** Observations whose value lies from one value to another, both included. */
    record Bin(double from, double to, double mean, ChurnRate churn) {}

    /** At most so many bins of at least ten; equal values are never cut apart. */
    static List<Bin> of(List<Point> points, int most) {
        List<Point> sorted =
                points.stream().sorted(Comparator.comparingDouble(Point::value)).toList();
        int bins = Math.min(most, sorted.size() / ChurnRate.LEAST);
        List<Bin> found = new ArrayList<>();
        int start = 0;
        for (int bin = 1; bin <= bins && start < sorted.size(); bin++) {
            int end = (int) ((long) sorted.size() * bin / bins);
            while (end < sorted.size()
                    && end > 0
                    && sorted.get(end).value() == sorted.get(end - 1).value()) {
                end++;
            }
            boolean small = end - start < ChurnRate.LEAST;
            boolean restSmall = sorted.size() - end < ChurnRate.LEAST;
            if (restSmall) {
                end = sorted.size();
            }
            if (!small || restSmall) {
                if (end > start) {
                    found.add(bin(sorted.subList(start, end)));
                }
                start = end;
            }
        }
        return found;
    }

    private static Bin bin(List<Point> points) {
        long left = points.stream().filter(Point::left).count();
        double mean = points.stream().mapToDouble(Point::value).average().orElseThrow();
        return new Bin(points.getFirst().value(), points.getLast().value(), mean, new ChurnRate(points.size(), left));
    }
}
