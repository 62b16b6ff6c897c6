package dev.keizoku.health.model.learn;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.moment.Skewness;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.hipparchus.stat.descriptive.rank.Median;

/** Fits the columns of a model on its training observations. */
final class Columns {

    /** Beyond this a distribution is told in logarithms. */
    private static final double SKEWED = 4;

    /** Knowing or not is a column of its own only where enough is known and enough is not. */
    private static final double LEAST_SHARE = 0.02;

    private static final double CONSTANT = 1e-9;

    private Columns() {}

    static List<Column> fit(List<Input> inputs, List<Observation> training) {
        List<Column> columns = new ArrayList<>();
        for (int index = 0; index < inputs.size(); index++) {
            add(columns, inputs.get(index), index, training);
        }
        return columns;
    }

    private static void add(List<Column> columns, Input input, int index, List<Observation> training) {
        double[] known = known(index, training);
        double unknownShare = 1 - (double) known.length / Math.max(1, training.size());
        if (unknownShare >= LEAST_SHARE && unknownShare <= 1 - LEAST_SHARE) {
            addScaled(
                    columns,
                    new Column(input.key(), index, Column.Part.UNKNOWN, Column.Shape.AS_IS, 0, 0, 1),
                    training);
        }
        if (known.length == 0) {
            return;
        }
        Column.Shape shape = shape(known);
        if (input.expected() == Input.Expected.BOTH_ENDS) {
            double knot = shape.of(new Median().evaluate(known));
            addScaled(columns, new Column(input.key(), index, Column.Part.BELOW, shape, knot, 0, 1), training);
            addScaled(columns, new Column(input.key(), index, Column.Part.ABOVE, shape, knot, 0, 1), training);
        } else {
            addScaled(columns, new Column(input.key(), index, Column.Part.WHOLE, shape, 0, 0, 1), training);
        }
    }

    private static Column.Shape shape(double[] known) {
        if (known.length < 3 || !(new Skewness().evaluate(known) > SKEWED)) {
            return Column.Shape.AS_IS;
        }
        for (double value : known) {
            if (value < 0) {
                return Column.Shape.ASINH;
            }
        }
        return Column.Shape.LOG;
    }

    /** Leaves out what never differs. */
    private static void addScaled(List<Column> columns, Column column, List<Observation> training) {
        double[] raw = training.stream()
                .map(Observation::values)
                .filter(values -> column.part() == Column.Part.UNKNOWN || values.known(column.index()))
                .mapToDouble(column::raw)
                .toArray();
        double deviation = raw.length < 2 ? 0 : new StandardDeviation().evaluate(raw);
        if (deviation > CONSTANT) {
            columns.add(new Column(
                    column.input(),
                    column.index(),
                    column.part(),
                    column.shape(),
                    column.knot(),
                    new Mean().evaluate(raw),
                    deviation));
        }
    }

    private static double[] known(int index, List<Observation> training) {
        return training.stream()
                .map(Observation::values)
                .filter(values -> values.known(index))
                .mapToDouble(values -> values.get(index))
                .toArray();
    }
}
