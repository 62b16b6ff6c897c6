package dev.keizoku.usage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.usage.measure.Concentration.Shares;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcentrationTest {

    private static Thing used(String feature, long events, long before) {
        return new Thing("feature.used", feature, events, before, 0);
    }

    private static Concentration of(Thing... things) {
        return Concentration.of(Thing.features(List.of(things)));
    }

    @Test
    void eightyTenAndTen() {
        Shares now = of(used("a", 80, 0), used("b", 10, 0), used("c", 10, 0)).now();
        assertThat(now.features()).isEqualTo(3);
        // 0.8² + 0.1² + 0.1²
        assertThat(now.hhi()).isEqualTo(0.66);
        // (0.66 - 1/3) / (1 - 1/3)
        assertThat(now.normalised()).isEqualTo(0.49);
        // 1 / 0.66
        assertThat(now.effectiveFeatures()).isEqualTo(1.515152);
        // -(0.8 ln 0.8 + 2 x 0.1 ln 0.1) / ln 3 = (0.178515 + 0.460517) / 1.098612
        assertThat(now.entropy()).isEqualTo(0.581672);
        assertThat(now.topFeature()).isEqualTo("a");
        assertThat(now.topShare()).isEqualTo(0.8);
    }

    @Test
    void equalSharesAreNoConcentration() {
        Shares now = of(used("a", 5, 0), used("b", 5, 0), used("c", 5, 0), used("d", 5, 0))
                .now();
        assertThat(now.hhi()).isEqualTo(0.25);
        assertThat(now.normalised()).isZero();
        assertThat(now.entropy()).isEqualTo(1);
        assertThat(now.effectiveFeatures()).isEqualTo(4);
    }

    @Test
    void aFeatureThatWasDroppedStillCounts() {
        // Half and half before, all in one now, and two features in both.
        Concentration concentration = of(used("a", 30, 50), used("b", 0, 50));
        assertThat(concentration.before().hhi()).isEqualTo(0.5);
        assertThat(concentration.before().normalised()).isZero();
        assertThat(concentration.now().features()).isEqualTo(1);
        assertThat(concentration.now().normalised()).isEqualTo(1);
        assertThat(concentration.now().entropy()).isZero();
    }

    @Test
    void whatIsNoUseOfTheProductIsLeftOut() {
        Concentration concentration = of(
                used("a", 3, 0),
                new Thing("report.sent", "", 1, 0, 0),
                new Thing("login", "", 500, 500, 0),
                new Thing("limit.gated", "sso", 500, 500, 0),
                new Thing("export.created", "", 500, 500, 0));
        // 0.75² + 0.25²
        assertThat(concentration.now().hhi()).isEqualTo(0.625);
        assertThat(concentration.before()).isNull();
    }

    @Test
    void oneFeatureHasNothingToSpreadOver() {
        Shares now = of(used("a", 7, 0)).now();
        assertThat(now.hhi()).isEqualTo(1);
        assertThat(now.normalised()).isNull();
        assertThat(now.entropy()).isNull();
    }
}
