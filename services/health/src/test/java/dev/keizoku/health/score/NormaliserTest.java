package dev.keizoku.health.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.scorecard.Scorecard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 20", "4, 40", "8, 60", "12, 80", "16, 90", "20, 100", "28, 100"})
    void risesWithActiveDays(double days, double points) {
        assertThat(normaliser(MeasureKey.LOGIN_FREQUENCY).points(days)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "1, 80", "2, 100", "5, 100", "7.5, 70", "10, 40", "15, 20", "20, 0", "200, 0"})
    void holdsSilenceAndAFloodOfTicketsBothBad(double tickets, double points) {
        assertThat(normaliser(MeasureKey.SUPPORT_ENQUIRIES).points(tickets)).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"-100, 0", "-50, 25", "0, 50", "100, 100"})
    void takesNpsAsItIs(double nps, double points) {
        assertThat(normaliser(MeasureKey.NPS).points(nps)).isEqualTo(points);
    }

    private static Normaliser normaliser(MeasureKey key) {
        return Scorecard.DEFAULT.measures().stream()
                .filter(line -> line.measure() == key)
                .map(line -> new Normaliser(line.anchors()))
                .findFirst()
                .orElseThrow();
    }
}
