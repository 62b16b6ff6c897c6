package dev.keizoku.health.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HysteresisTest {

    @ParameterizedTest
    @CsvSource({
        // score, raw band now, raw band before, band before, band now
        "69, YELLOW, GREEN, GREEN, GREEN",
        "67.0001, YELLOW, GREEN, GREEN, GREEN",
        "67, YELLOW, GREEN, GREEN, YELLOW",
        "69, YELLOW, YELLOW, GREEN, YELLOW",
        "72, GREEN, YELLOW, YELLOW, YELLOW",
        "73, GREEN, YELLOW, YELLOW, GREEN",
        "39, RED, YELLOW, YELLOW, YELLOW",
        "37, RED, YELLOW, YELLOW, RED",
        "41, YELLOW, RED, RED, RED",
        "43, YELLOW, RED, RED, YELLOW",
        "39.5, RED, GREEN, GREEN, RED",
        "71, GREEN, UNKNOWN, UNKNOWN, GREEN",
    })
    void leavesABandOnlyWithAClearStepOrAtTheSecondRun(
            String score, Band raw, Band rawBefore, Band bandBefore, Band expected) {
        assertThat(Hysteresis.band(
                        new BigDecimal(score),
                        raw,
                        new Hysteresis.Edges(Cards.FOUR.bands(), BigDecimal.valueOf(3)),
                        new Hysteresis.Before(rawBefore, bandBefore)))
                .isEqualTo(expected);
    }
}
