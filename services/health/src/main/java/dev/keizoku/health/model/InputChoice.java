package dev.keizoku.health.model;

import dev.keizoku.health.model.learn.Hazard;
import dev.keizoku.health.model.learn.Input;
import dev.keizoku.health.model.learn.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/**
 * Chooses which measures a model takes, by how often they are known, and reads off the scorecard's points what more of
 * each is held to mean.
 */
final class InputChoice {

    /** With the four of the contract's clock that makes twenty. */
    private static final int MOST = 16;

    private static final double LEAST_KNOWN = 0.2;
    private static final int LOOKED_AT = 2_000;
    private static final double ONE_WAY = 0.9;

    private final Map<String, Pairs> measures = new TreeMap<>();
    private long rows;

    /** The first values of a measure with their points. */
    private static final class Pairs {
        private final List<Measured> first = new ArrayList<>();
        private long known;
    }

    void see(Map<String, Measured> row) {
        rows++;
        row.forEach((key, measured) -> {
            Pairs pairs = measures.computeIfAbsent(key, absent -> new Pairs());
            pairs.known++;
            if (pairs.first.size() < LOOKED_AT) {
                pairs.first.add(measured);
            }
        });
    }

    /** The inputs, the contract's clock last. */
    List<Input> inputs() {
        return Hazard.inputs(measures.entrySet().stream()
                .filter(measure -> measure.getValue().known >= LEAST_KNOWN * rows)
                .sorted(Comparator.comparingLong((Map.Entry<String, Pairs> measure) -> -measure.getValue().known)
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST)
                .map(measure -> new Input(measure.getKey(), expected(measure.getValue().first)))
                .toList());
    }

    /** The values of a row for the inputs chosen. */
    static Values values(List<Input> inputs, Map<String, Measured> row, Hazard.Clock clock) {
        return Hazard.values(measures(inputs, row), clock);
    }

    /** The same without the contract's clock. */
    static Values measures(List<Input> inputs, Map<String, Measured> row) {
        int measures = inputs.size() - Hazard.inputs(List.of()).size();
        double[] values = new double[measures];
        for (int i = 0; i < measures; i++) {
            Measured measured = row.get(inputs.get(i).key());
            values[i] = measured == null ? Values.UNKNOWN : measured.value();
        }
        return Values.of(values);
    }

    private static Input.Expected expected(List<Measured> pairs) {
        if (pairs.size() < 2) {
            return Input.Expected.ANYTHING;
        }
        double rank = new SpearmansCorrelation()
                .correlation(
                        pairs.stream().mapToDouble(Measured::value).toArray(),
                        pairs.stream().mapToDouble(Measured::points).toArray());
        if (Double.isNaN(rank)) {
            return Input.Expected.ANYTHING;
        }
        if (rank > ONE_WAY) {
            return Input.Expected.LESS_CHURN;
        }
        return rank < -ONE_WAY ? Input.Expected.MORE_CHURN : Input.Expected.BOTH_ENDS;
    }
}
