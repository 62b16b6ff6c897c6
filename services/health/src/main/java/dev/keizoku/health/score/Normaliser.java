package dev.keizoku.health.score;

import dev.keizoku.health.scorecard.Anchor;
import java.util.List;

/** Straight lines between anchors, level beyond the ends: the points of a value, from 0 to 100. */
final class Normaliser {

    private final double[] values;
    private final double[] scores;

    Normaliser(List<Anchor> anchors) {
        this.values = anchors.stream()
                .mapToDouble(anchor -> anchor.value().doubleValue())
                .toArray();
        this.scores = anchors.stream()
                .mapToDouble(anchor -> anchor.score().doubleValue())
                .toArray();
    }

    double points(double value) {
        if (value <= values[0]) {
            return scores[0];
        }
        for (int i = 1; i < values.length; i++) {
            if (value <= values[i]) {
                double along = (value - values[i - 1]) / (values[i] - values[i - 1]);
                return scores[i - 1] + along * (scores[i] - scores[i - 1]);
            }
        }
        return scores[scores.length - 1];
    }
}
