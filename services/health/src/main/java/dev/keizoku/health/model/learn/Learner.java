package dev.keizoku.health.model.learn;

import java.util.ArrayList;
import java.util.List;

/** Learns a model from training observations and from nothing else. */
final class Learner {

    private static final List<Double> COSTS = List.of(1.0, 0.03, 0.001);
    private static final int FOLDS = 3;

    private Learner() {}

    /** A column that was left out because its weight spoke against what its input was expected to mean. */
    record Contradiction(Column column, Input.Expected expected, double weight) {}

    /** What was learned. */
    record Learned(ChurnModel model, List<Contradiction> contradictions) {}

    /** Learns; columns that contradict what was expected of their inputs are told and left out. */
    static Learned learn(List<Input> inputs, List<Observation> training) {
        List<Column> columns = Columns.fit(inputs, training);
        double cost = cost(rows(columns, training), left(training), training);
        List<Contradiction> contradictions = new ArrayList<>();
        while (true) {
            Learned learned = fit(inputs, columns, training, cost, contradictions);
            List<Contradiction> found = contradicting(learned.model());
            if (found.isEmpty()) {
                return learned;
            }
            contradictions.addAll(found);
            List<Column> refused = found.stream().map(Contradiction::column).toList();
            columns =
                    columns.stream().filter(column -> !refused.contains(column)).toList();
        }
    }

    private static Learned fit(
            List<Input> inputs,
            List<Column> columns,
            List<Observation> training,
            double cost,
            List<Contradiction> contradictions) {
        Logistic.Fit fit = Logistic.fit(rows(columns, training), left(training), cost);
        List<ChurnModel.Term> terms = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            terms.add(new ChurnModel.Term(columns.get(i), fit.weights().get(i)));
        }
        return new Learned(new ChurnModel(inputs, fit.intercept(), terms), List.copyOf(contradictions));
    }

    private static List<Contradiction> contradicting(ChurnModel model) {
        List<Contradiction> found = new ArrayList<>();
        for (ChurnModel.Term term : model.terms()) {
            Input.Expected expected = model.inputs().get(term.column().index()).expected();
            if (term.column().contradicts(expected, term.weight())) {
                found.add(new Contradiction(term.column(), expected, term.weight()));
            }
        }
        return found;
    }

    /** The cost of misfit that predicts accounts best that were left out, among the training observations. */
    private static double cost(double[][] rows, boolean[] left, List<Observation> training) {
        double best = COSTS.getLast();
        double least = Double.POSITIVE_INFINITY;
        for (double cost : COSTS) {
            double loss = 0;
            for (int fold = 0; fold < FOLDS; fold++) {
                loss += loss(rows, left, training, fold, cost);
            }
            if (loss < least) {
                least = loss;
                best = cost;
            }
        }
        return best;
    }

    private static double loss(double[][] rows, boolean[] left, List<Observation> training, int fold, double cost) {
        boolean[] out = new boolean[rows.length];
        int kept = 0;
        int leavers = 0;
        for (int i = 0; i < rows.length; i++) {
            out[i] = Folds.of("cost:" + training.get(i).accountId(), FOLDS) == fold;
            if (!out[i]) {
                kept++;
                leavers += left[i] ? 1 : 0;
            }
        }
        if (leavers == 0 || leavers == kept) {
            return 0;
        }
        double[][] keptRows = new double[kept][];
        boolean[] keptLeft = new boolean[kept];
        int next = 0;
        for (int i = 0; i < rows.length; i++) {
            if (!out[i]) {
                keptRows[next] = rows[i];
                keptLeft[next] = left[i];
                next++;
            }
        }
        Logistic.Fit fit = Logistic.fit(keptRows, keptLeft, cost);
        double loss = 0;
        for (int i = 0; i < rows.length; i++) {
            if (out[i]) {
                double logOdds = fit.logOdds(rows[i]);
                loss += Math.log1p(Math.exp(left[i] ? -logOdds : logOdds));
            }
        }
        return loss;
    }

    private static double[][] rows(List<Column> columns, List<Observation> observations) {
        double[][] rows = new double[observations.size()][columns.size()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.size(); j++) {
                rows[i][j] = columns.get(j).of(observations.get(i).values());
            }
        }
        return rows;
    }

    private static boolean[] left(List<Observation> observations) {
        boolean[] left = new boolean[observations.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = observations.get(i).left();
        }
        return left;
    }
}
