package dev.keizoku.bench.churn;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import dev.keizoku.health.model.learn.Input;
import dev.keizoku.health.model.learn.Learning;
import dev.keizoku.health.model.learn.Observation;
import dev.keizoku.health.model.learn.Values;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The baseline: logistic regression at LIBLINEAR's usual cost of 1 on the measures as they come, in standard deviations
 * from their mean, unknown ones at the mean. No shapes, no standings, no choice of cost, no check of signs.
 */
public final class PlainLogistic implements Learning {

    private final int[] columns;

    public PlainLogistic(History history) {
        List<Input> inputs = history.inputs();
        this.columns = IntStream.range(0, inputs.size())
                .filter(index -> history.plain().contains(inputs.get(index).key()))
                .toArray();
    }

    @Override
    public ToDoubleFunction<Values> learn(List<Observation> training) {
        Linear.disableDebugOutput();
        double[] mean = new double[columns.length];
        double[] deviation = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            int column = columns[i];
            var known = training.stream()
                    .map(Observation::values)
                    .filter(values -> values.known(column))
                    .mapToDouble(values -> values.get(column))
                    .summaryStatistics();
            mean[i] = known.getAverage();
            double middle = mean[i];
            double squares = training.stream()
                    .map(Observation::values)
                    .filter(values -> values.known(column))
                    .mapToDouble(values -> Math.pow(values.get(column) - middle, 2))
                    .sum();
            deviation[i] = known.getCount() == 0 ? 0 : Math.sqrt(squares / known.getCount());
        }
        Problem problem = new Problem();
        problem.l = training.size();
        problem.n = columns.length + 1;
        problem.bias = 1;
        problem.x = training.stream()
                .map(seen -> features(seen.values(), mean, deviation))
                .toArray(Feature[][]::new);
        problem.y = training.stream().mapToDouble(seen -> seen.left() ? 1 : 0).toArray();
        Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, 1, 1e-6));
        int left = model.getLabels()[0] == 1 ? 0 : 1;
        return values -> {
            double[] probabilities = new double[2];
            Linear.predictProbability(model, features(values, mean, deviation), probabilities);
            return probabilities[left];
        };
    }

    private Feature[] features(Values values, double[] mean, double[] deviation) {
        Feature[] features = new Feature[columns.length + 1];
        for (int i = 0; i < columns.length; i++) {
            boolean says = deviation[i] > 0 && values.known(columns[i]);
            features[i] = new FeatureNode(i + 1, says ? (values.get(columns[i]) - mean[i]) / deviation[i] : 0);
        }
        features[columns.length] = new FeatureNode(columns.length + 1, 1);
        return features;
    }
}
