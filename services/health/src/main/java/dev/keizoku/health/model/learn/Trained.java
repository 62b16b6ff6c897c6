package dev.keizoku.health.model.learn;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What training came to.
 *
 * @param figures of the whole back-test; null when there was too little to try
 * @param suspects what is too good to be true
 * @param model null unless the decision is {@link Decision#ACTIVE}
 */
public record Trained(
        Decision decision,
        Counts counts,
        @Nullable Figures figures,
        List<Block> blocks,
        @Nullable Figures treated,
        @Nullable Figures untreated,
        List<Coefficient> coefficients,
        List<Suspect> suspects,
        @Nullable ChurnModel model) {

    public Trained {
        blocks = List.copyOf(blocks);
        coefficients = List.copyOf(coefficients);
        suspects = List.copyOf(suspects);
    }

    /** Whether the model may speak. */
    public enum Decision {
        ACTIVE,
        INSUFFICIENT_HISTORY,
        /** It does not tell leavers from stayers beyond chance. */
        NO_SIGNAL,
        /** It is better than anything honest: something tells the outcome. */
        SUSPECTED_LEAK
    }

    /** How much history there was; months are counted from the first day of observation to the last. */
    public record Counts(
            int months, int accounts, int observations, int leavers, int trainingLeavers, int lastBlockLeavers) {}

    /** A stretch of the back-test. */
    public record Block(
            LocalDate from,
            LocalDate to,
            int rows,
            int leavers,
            @Nullable Double auc) {}

    /**
     * What a column weighs.
     *
     * @param weight log-odds of leaving per standard deviation
     * @param used false for what contradicted its expectation and was left out
     */
    public record Coefficient(
            String input, Column.Part part, Column.Shape shape, Input.Expected expected, double weight, boolean used) {}

    /** An input that tells leavers from stayers nearly by itself. */
    public record Suspect(String input, boolean byMissing, double auc) {}
}
