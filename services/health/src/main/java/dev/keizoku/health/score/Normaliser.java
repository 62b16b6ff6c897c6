package dev.keizoku.health.score;

import dev.keizoku.health.measure.Reading;
import dev.keizoku.health.scorecard.Anchor;
import dev.keizoku.health.scorecard.NormaliserKind;
import java.util.List;

/** Makes points from 0 to 100 of a value, by the anchors of its line. */
final class Normaliser {

    private final NormaliserKind kind;
    private final double[] values;
    private final double[] scores;

    Normaliser(NormaliserKind kind, List<Anchor> anchors) {
        this.kind = kind;
        this.values = anchors.stream()
                .mapToDouble(anchor -> anchor.value().doubleValue())
                .toArray();
        this.scores = anchors.stream()
                .mapToDouble(anchor -> anchor.score().doubleValue())
                .toArray();
    }

    /** Whether there is everything it needs, beside a value. */
    boolean takes(Reading reading) {
        return kind != NormaliserKind.OWN_BASELINE || !Double.isNaN(reading.baseline());
    }

    /**
     * The points of a value.
     *
     * @param cohort with whom the account is compared
     */
    double points(Reading reading, CohortRanks ranks, String cohort) {
        return switch (kind) {
            case PIECEWISE -> along(reading.input());
            case BANDS -> step(reading.input());
            case OWN_BASELINE -> along(Math.min(1, reading.input() / reading.baseline()));
            case PERCENTILE -> {
                double rank = ranks.points(cohort, reading.key(), reading.input());
                yield Double.isNaN(rank) ? along(reading.input()) : rank;
            }
        };
    }

    private double along(double value) {
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

    private double step(double value) {
        int reached = 0;
        while (reached + 1 < values.length && value >= values[reached + 1]) {
            reached++;
        }
        return scores[reached];
    }
}
