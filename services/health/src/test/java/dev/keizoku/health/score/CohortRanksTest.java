package dev.keizoku.health.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.measure.MeasureKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohortRanksTest {

    private final CohortRanks ranks = new CohortRanks(List.of(
            new CohortRanks.Grid("pro", MeasureKey.SEAT_USE, new double[] {0.1, 0.2, 0.2, 0.4, 0.9}),
            new CohortRanks.Grid("pro", MeasureKey.LOGIN_RECENCY, new double[] {0, 1, 2, 3, 20})));

    @ParameterizedTest
    @CsvSource({"0, 0", "0.1, 10", "0.2, 40", "0.3, 60", "0.9, 90", "1, 100"})
    void giveTheShareThatDoesWorseAndHalfOfThoseThatDoTheSame(double value, double points) {
        assertThat(ranks.points("pro", MeasureKey.SEAT_USE, value)).isEqualTo(points);
    }

    @Test
    void turnRoundWhereLessIsBetter() {
        assertThat(ranks.points("pro", MeasureKey.LOGIN_RECENCY, 0)).isEqualTo(90);
        assertThat(ranks.points("pro", MeasureKey.LOGIN_RECENCY, 30)).isZero();
    }

    @Test
    void sayNothingOfACohortTheyDoNotKnow() {
        assertThat(ranks.points("free", MeasureKey.SEAT_USE, 0.5)).isNaN();
        assertThat(CohortRanks.NONE.points("pro", MeasureKey.SEAT_USE, 0.5)).isNaN();
    }
}
