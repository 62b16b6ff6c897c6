package dev.keizoku.health.model.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A learned model: the log-odds of leaving within its interval are the intercept plus a weight times each column.
 *
 * <p>A value, so that the same observations give the same model and a stored one gives the same answers.
 */
public record ChurnModel(List<Input> inputs, double intercept, List<Term> terms) {

    public ChurnModel {
        inputs = List.copyOf(inputs);
        terms = List.copyOf(terms);
    }

    /** A column with its weight, in log-odds per standard deviation. */
    public record Term(Column column, double weight) {}

    /**
     * What an input did to a probability.
     *
     * @param effect in log-odds beside an average account; above nought speaks for leaving
     */
    public record Reason(String input, double effect) {}

    /** The probability to leave within the interval. */
    public double probability(Values values) {
        return Logistic.probability(logOdds(values));
    }

    double logOdds(Values values) {
        double sum = intercept;
        for (Term term : terms) {
            sum += term.weight() * term.column().of(values);
        }
        return sum;
    }

    /** What each input does to the probability, the strongest first. Their sum and the intercept are the log-odds. */
    public List<Reason> reasons(Values values) {
        List<Reason> reasons = new ArrayList<>();
        for (int index = 0; index < inputs.size(); index++) {
            double effect = 0;
            for (Term term : terms) {
                if (term.column().index() == index) {
                    effect += term.weight() * term.column().of(values);
                }
            }
            if (effect != 0) {
                reasons.add(new Reason(inputs.get(index).key(), effect));
            }
        }
        reasons.sort(Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.effect()))
                .thenComparing(Reason::input));
        return reasons;
    }
}
