package dev.keizoku.health.model.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void measuresInStandardDeviationsFromTheMean() {
        Column column = only(Input.Expected.LESS_CHURN, 1, 2, 3, 4, 5);
        assertThat(column.shape()).isEqualTo(Column.Shape.AS_IS);
        assertThat(column.of(Values.of(3))).isZero();
        assertThat(column.of(Values.of(5))).isCloseTo(2 / Math.sqrt(2.5), within(1e-12));
        assertThat(column.of(Values.of(Values.UNKNOWN))).isZero();
    }

    @Test
    void tellsALongTailInLogarithms() {
        double[] tail = DoubleStream.concat(
                        DoubleStream.iterate(1, x -> x + 0.01).limit(200), DoubleStream.of(5000))
                .toArray();
        assertThat(only(Input.Expected.LESS_CHURN, tail).shape()).isEqualTo(Column.Shape.LOG);
        tail[0] = -1;
        assertThat(only(Input.Expected.LESS_CHURN, tail).shape()).isEqualTo(Column.Shape.ASINH);
    }

    @Test
    void cutsWhatIsBadAtBothEndsAtItsMedian() {
        List<Column> columns = fit(Input.Expected.BOTH_ENDS, 1, 2, 3, 4, 5);
        assertThat(columns).extracting(Column::part).containsExactly(Column.Part.BELOW, Column.Part.ABOVE);
        assertThat(columns.getFirst().raw(Values.of(1))).isEqualTo(2);
        assertThat(columns.getLast().raw(Values.of(1))).isZero();
        assertThat(columns.getLast().raw(Values.of(4))).isEqualTo(1);
    }

    @Test
    void anUnknownValueIsAColumnWhereSomeAreKnownAndSomeAreNot() {
        assertThat(fit(Input.Expected.LESS_CHURN, 1, 2, Values.UNKNOWN))
                .extracting(Column::part)
                .containsExactly(Column.Part.UNKNOWN, Column.Part.WHOLE);
        assertThat(fit(Input.Expected.LESS_CHURN, Values.UNKNOWN, Values.UNKNOWN))
                .isEmpty();
    }

    @Test
    void leavesOutWhatNeverDiffers() {
        assertThat(fit(Input.Expected.LESS_CHURN, 7, 7, 7)).isEmpty();
    }

    private static Column only(Input.Expected expected, double... numbers) {
        List<Column> columns = fit(expected, numbers);
        assertThat(columns).hasSize(1);
        return columns.getFirst();
    }

    private static List<Column> fit(Input.Expected expected, double... numbers) {
        LocalDate day = LocalDate.of(2026, 1, 1);
        List<Observation> observations = DoubleStream.of(numbers)
                .mapToObj(number -> new Observation("a", day, day.plusDays(30), Values.of(number), false, false))
                .toList();
        return Columns.fit(List.of(new Input("m", expected)), observations);
    }
}
