package dev.keizoku.health.model.learn;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.List;

/** Logistic regression with an L2 penalty by LIBLINEAR's trust-region Newton method, which uses no randomness. */
final class Logistic {

    private static final double TOLERANCE = 1e-6;
    private static final int MOST_ITERATIONS = 500;

    static {
        Linear.disableDebugOutput();
    }

    private Logistic() {}

    /** The log-odds of leaving: an intercept and a weight for each column. */
    record Fit(double intercept, List<Double> weights) {

        double logOdds(double[] row) {
            double sum = intercept;
            for (int i = 0; i < row.length; i++) {
                sum += weights.get(i) * row[i];
            }
            return sum;
        }
    }

    /**
     * Fits.
     *
     * @param cost what misfit costs beside the size of the weights; more of it fits closer
     */
    static Fit fit(double[][] rows, boolean[] left, double cost) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = columns + 1;
        problem.bias = 1;
        problem.x = new Feature[rows.length][];
        problem.y = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            problem.x[i] = features(rows[i]);
            problem.y[i] = left[i] ? 1 : 0;
        }
        Parameter parameter = new Parameter(SolverType.L2R_LR, cost, MOST_ITERATIONS, TOLERANCE);
        parameter.setRegularizeBias(false);
        return read(Linear.train(problem, parameter), columns);
    }

    static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    private static Feature[] features(double[] row) {
        Feature[] features = new Feature[row.length + 1];
        for (int i = 0; i < row.length; i++) {
            features[i] = new FeatureNode(i + 1, row[i]);
        }
        features[row.length] = new FeatureNode(row.length + 1, 1);
        return features;
    }

    /** LIBLINEAR's weights speak for the label it met first. */
    private static Fit read(Model model, int columns) {
        double[] found = model.getFeatureWeights();
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        Double[] weights = new Double[columns];
        for (int i = 0; i < columns; i++) {
            weights[i] = sign * found[i];
        }
        return new Fit(sign * found[columns], List.of(weights));
    }
}
