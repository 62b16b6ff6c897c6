package dev.keizoku.health.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.MeasureState;
import dev.keizoku.health.measure.Reading;
import dev.keizoku.health.scorecard.Anchor;
import dev.keizoku.health.scorecard.NormaliserKind;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 20", "4, 40", "8, 60", "12, 80", "16, 90", "20, 100", "28, 100"})
    void risesWithActiveDays(double days, double points) {
        assertThat(points(MeasureKey.LOGIN_FREQUENCY, days)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "1, 80", "2, 100", "5, 100", "7.5, 70", "10, 40", "15, 20", "20, 0", "200, 0"})
    void holdsSilenceAndAFloodOfTicketsBothBad(double tickets, double points) {
        assertThat(points(MeasureKey.SUPPORT_ENQUIRIES, tickets)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"-100, 0", "-50, 25", "0, 50", "100, 100"})
    void takesNpsAsItIs(double nps, double points) {
        assertThat(points(MeasureKey.NPS, nps)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"-1, 10", "0, 10", "4.99, 10", "5, 60", "9.99, 60", "10, 100", "99, 100"})
    void givesABandThePointsOfTheAnchorItReaches(double value, double points) {
        Normaliser bands = new Normaliser(NormaliserKind.BANDS, List.of(anchor(0, 10), anchor(5, 60), anchor(10, 100)));

        assertThat(bands.points(reading(MeasureKey.LOGIN_FREQUENCY, value, Double.NaN), CohortRanks.NONE, ""))
                .isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "8, 30", "9.5, 60", "10, 75", "80, 75"})
    void judgesAnAccountBesideWhatIsUsualForItAndNeverAboveThat(double value, double points) {
        Normaliser own = new Normaliser(
                NormaliserKind.OWN_BASELINE, List.of(anchor(0.5, 0), anchor(0.8, 30), anchor(0.95, 60), anchor(1, 75)));

        assertThat(own.points(reading(MeasureKey.LOGIN_FREQUENCY, value, 10), CohortRanks.NONE, ""))
                .isEqualTo(points);
        assertThat(own.takes(reading(MeasureKey.LOGIN_FREQUENCY, value, Double.NaN)))
                .isFalse();
    }

    private static Anchor anchor(double value, int points) {
        return new Anchor(BigDecimal.valueOf(value), BigDecimal.valueOf(points));
    }

    private static double points(MeasureKey key, double value) {
        return Cards.FOUR.measures().stream()
                .filter(line -> line.measure() == key)
                .map(line -> new Normaliser(line.kind(), line.anchors()))
                .findFirst()
                .orElseThrow()
                .points(reading(key, value, Double.NaN), CohortRanks.NONE, "");
    }

    private static Reading reading(MeasureKey key, double value, double baseline) {
        return new Reading(key, MeasureState.OK, value, value, baseline);
    }
}
