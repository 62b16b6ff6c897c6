package dev.keizoku.health.model.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether probabilities can be read as such: of those said to leave at 20 per cent, do 20 per cent leave?
 *
 * @param slope of the outcome on the said log-odds; below 1 says that they are too far apart. Null when unknown
 * @param intercept beside the slope
 */
public record Calibration(
        Status status, @Nullable Double slope, @Nullable Double intercept, List<Bin> bins) {

    private static final int BINS = 10;
    private static final int LEAST_ROWS = 20;
    private static final int LEAST_BINS = 5;
    private static final double FREE = 1_000;
    private static final double FARTHEST = 1e-9;
    private static final double SLOPE_LOW = 0.7;
    private static final double SLOPE_HIGH = 1.4;
    private static final double RATIO_LOW = 0.8;
    private static final double RATIO_HIGH = 1.25;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /** How far a probability is to be believed. */
    public enum Status {
        /** Said and seen agree: the sum within a fifth or so, the slope near 1. */
        CALIBRATED,
        /** The order can be used, the numbers cannot. */
        MISCALIBRATED,
        /** Too few observations to tell. */
        UNKNOWN
    }

    /** A tenth of the predictions, by probability. */
    public record Bin(int rows, double said, double seen) {}

    static Calibration of(List<Prediction> predictions) {
        List<Prediction> sorted = new ArrayList<>(predictions);
        sorted.sort(Comparator.comparingDouble(Prediction::score));
        int count = Math.min(BINS, sorted.size() / LEAST_ROWS);
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < count; bin++) {
            int from = (int) ((long) sorted.size() * bin / count);
            int to = (int) ((long) sorted.size() * (bin + 1) / count);
            bins.add(bin(sorted.subList(from, to)));
        }
        long leavers = sorted.stream().filter(Prediction::left).count();
        if (count < LEAST_BINS || leavers == 0 || leavers == sorted.size()) {
            return new Calibration(Status.UNKNOWN, null, null, bins);
        }
        Bin all = bin(sorted);
        Logistic.Fit line = line(sorted);
        double slope = line.weights().getFirst();
        double ratio = all.said() / all.seen();
        boolean fits = slope >= SLOPE_LOW && slope <= SLOPE_HIGH && ratio >= RATIO_LOW && ratio <= RATIO_HIGH;
        return new Calibration(fits ? Status.CALIBRATED : Status.MISCALIBRATED, slope, line.intercept(), bins);
    }

    private static Bin bin(List<Prediction> predictions) {
        double said =
                predictions.stream().mapToDouble(Prediction::score).average().orElse(0);
        double left = predictions.stream().filter(Prediction::left).count();
        return new Bin(predictions.size(), said, left / predictions.size());
    }

    private static Logistic.Fit line(List<Prediction> predictions) {
        double[][] rows = new double[predictions.size()][1];
        boolean[] left = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double said = Math.clamp(predictions.get(i).score(), FARTHEST, 1 - FARTHEST);
            rows[i][0] = Math.log(said / (1 - said));
            left[i] = predictions.get(i).left();
        }
        return Logistic.fit(rows, left, FREE);
    }
}
