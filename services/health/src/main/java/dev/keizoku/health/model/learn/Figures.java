package dev.keizoku.health.model.learn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good probabilities of leaving were.
 *
 * @param auc null where nobody left or nobody stayed
 * @param lift how much more often the tenth with the highest probabilities left than all did
 * @param brier the mean squared distance of probability and outcome
 * @param skill 1 minus the Brier score over that of saying the churn rate for everybody
 */
public record Figures(
        int rows,
        int accounts,
        int leavers,
        @Nullable Double auc,
        @Nullable Interval aucInterval,
        @Nullable Double lift,
        @Nullable Double brier,
        @Nullable Double skill,
        Calibration calibration) {

    private static final double TENTH = 0.1;

    public static Figures of(List<Prediction> predictions) {
        Ranking ranking = Ranking.of(predictions);
        int leavers = (int) predictions.stream().filter(Prediction::left).count();
        int accounts =
                (int) predictions.stream().map(Prediction::accountId).distinct().count();
        Double brier = brier(predictions);
        return new Figures(
                predictions.size(),
                accounts,
                leavers,
                ranking.auc(),
                ranking.aucInterval(),
                ranking.lift(TENTH),
                brier,
                skill(brier, predictions.size(), leavers),
                Calibration.of(predictions));
    }

    private static @Nullable Double brier(List<Prediction> predictions) {
        if (predictions.isEmpty()) {
            return null;
        }
        double sum = 0;
        for (Prediction prediction : predictions) {
            double miss = prediction.score() - (prediction.left() ? 1 : 0);
            sum += miss * miss;
        }
        return sum / predictions.size();
    }

    private static @Nullable Double skill(@Nullable Double brier, int rows, int leavers) {
        if (brier == null || leavers == 0 || leavers == rows) {
            return null;
        }
        double rate = (double) leavers / rows;
        return 1 - brier / (rate * (1 - rate));
    }
}
