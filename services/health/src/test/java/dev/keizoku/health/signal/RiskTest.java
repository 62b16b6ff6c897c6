package dev.keizoku.health.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requirement 62: several signs make one risk. */
class RiskTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Test
    void isNoughtWithoutSigns() {
        Risk risk = risk();
        assertThat(risk.value()).isEqualByComparingTo("0");
        assertThat(risk.level()).isEqualTo(RiskLevel.LOW);
        assertThat(risk.parts()).isEmpty();
    }

    /** The example of docs/signals.md: 1 - 0.7 x 0.8 = 0.44. */
    @Test
    void addsUpFamiliesAsIfTheyWereIndependent() {
        Risk risk = risk(found(SignalType.NO_LOGIN_14D, "0.6", 0), found(SignalType.COMPETITOR_INTEREST, "0.8", 30));

        assertThat(risk.value()).isEqualByComparingTo("0.44");
        assertThat(risk.level()).isEqualTo(RiskLevel.MEDIUM);
        assertThat(risk.parts())
                .extracting(part -> part.family() + " " + part.value())
                .containsExactly("USAGE 0.3000", "VOICE 0.2000");
    }

    @Test
    void countsOfAFamilyOnlyTheStrongest() {
        // 0.5 x 0.6 = 0.3 and 0.4 x 0.8 = 0.32.
        Risk risk = risk(found(SignalType.NO_LOGIN_14D, "0.6", 0), found(SignalType.CORE_FEATURE_UNUSED, "0.8", 0));
        assertThat(risk.value()).isEqualByComparingTo("0.32");
        assertThat(risk.parts()).extracting(Risk.Part::type).containsExactly(SignalType.CORE_FEATURE_UNUSED);
    }

    @Test
    void losesHalfOfItsForceInAHalfLife() {
        assertThat(risk(found(SignalType.CANCELLATION_INTENT, "1", 0)).value()).isEqualByComparingTo("0.7");
        assertThat(risk(found(SignalType.CANCELLATION_INTENT, "1", 30)).value()).isEqualByComparingTo("0.35");
        assertThat(risk(found(SignalType.CANCELLATION_INTENT, "1", 60)).value()).isEqualByComparingTo("0.175");
    }

    @Test
    void isMediumFromPointThreeAndHighFromPointSix() {
        SignalSettings.RiskLevels levels = SignalSettings.DEFAULT.riskLevels();
        assertThat(levels.of(new BigDecimal("0.2999"))).isEqualTo(RiskLevel.LOW);
        assertThat(levels.of(new BigDecimal("0.3000"))).isEqualTo(RiskLevel.MEDIUM);
        assertThat(levels.of(new BigDecimal("0.5999"))).isEqualTo(RiskLevel.MEDIUM);
        assertThat(levels.of(new BigDecimal("0.6"))).isEqualTo(RiskLevel.HIGH);
    }

    @Test
    void doesNotDependOnTheOrderOfTheSigns() {
        Finding one = found(SignalType.P1_OPEN, "1", 3);
        Finding other = found(SignalType.SEATS_FALLING, "0.7", 1);
        Finding third = found(SignalType.USAGE_DROP, "0.5", 0);
        assertThat(risk(one, other, third)).isEqualTo(risk(third, other, one));
    }

    private static Risk risk(Finding... findings) {
        return Risk.of(List.of(findings), DAY, SignalSettings.DEFAULT);
    }

    private static Finding found(SignalType type, String severity, int daysAgo) {
        return new Finding(type, new BigDecimal(severity), Map.of(), DAY.minusDays(daysAgo));
    }
}
