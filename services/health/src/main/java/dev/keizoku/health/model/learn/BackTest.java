package dev.keizoku.health.model.learn;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Tries a way of learning on the past: each account is predicted by a model that saw neither the account nor its time.
 *
 * <p>The days of observation are cut into five stretches. Each of the last three is predicted in folds of accounts, from
 * the other folds' observations whose interval was over before the stretch began.
 */
public final class BackTest {

    private static final int STRETCHES = 5;
    private static final int TESTED = 3;
    private static final int FOLDS = 5;

    private BackTest() {}

    /**
     * A stretch of time with what was said of its accounts.
     *
     * @param trainingLeavers how many leavers there were to learn from
     */
    public record Block(LocalDate from, LocalDate to, List<Prediction> predictions, int trainingLeavers) {

        public Block {
            predictions = List.copyOf(predictions);
        }
    }

    public static List<Block> run(Learning learning, List<Observation> observations) {
        List<LocalDate> days =
                observations.stream().map(Observation::on).distinct().sorted().toList();
        int stretches = Math.min(STRETCHES, days.size());
        List<Block> blocks = new ArrayList<>();
        for (int stretch = Math.max(1, stretches - TESTED); stretch < stretches; stretch++) {
            LocalDate from = days.get(days.size() * stretch / stretches);
            LocalDate to = days.get(days.size() * (stretch + 1) / stretches - 1);
            List<Observation> before = those(observations, seen -> !seen.until().isAfter(from));
            List<Observation> within = those(
                    observations,
                    seen -> !seen.on().isBefore(from) && !seen.on().isAfter(to));
            List<Prediction> predictions = strangers(learning, before, within);
            if (!predictions.isEmpty()) {
                int leavers = those(before, Observation::left).size();
                blocks.add(new Block(from, to, predictions, leavers));
            }
        }
        return blocks;
    }

    /** Predicts each account from the others, where observations have no time: weaker than {@link #run}. */
    public static List<Prediction> byAccount(Learning learning, List<Observation> observations) {
        return strangers(learning, observations, observations);
    }

    private static List<Prediction> strangers(Learning learning, List<Observation> training, List<Observation> tested) {
        List<Prediction> predictions = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int these = fold;
            List<Observation> others = those(training, seen -> fold(seen) != these);
            if (others.stream().anyMatch(Observation::left) && others.stream().anyMatch(seen -> !seen.left())) {
                ToDoubleFunction<Values> model = learning.learn(others);
                those(tested, seen -> fold(seen) == these)
                        .forEach(seen -> predictions.add(new Prediction(
                                seen.accountId(),
                                seen.on(),
                                model.applyAsDouble(seen.values()),
                                seen.left(),
                                seen.treated())));
            }
        }
        return predictions;
    }

    private static List<Observation> those(List<Observation> observations, Predicate<Observation> condition) {
        return observations.stream().filter(condition).toList();
    }

    private static int fold(Observation observation) {
        return Folds.of(observation.accountId(), FOLDS);
    }
}
