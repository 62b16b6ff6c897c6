package dev.keizoku.health.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.SignalType;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoutingTest {

    private static final BigDecimal WEIGHS = new BigDecimal("0.5");

    @ParameterizedTest
    @CsvSource({
        "green, low, grow", "green, medium, meeting", "green, high, executive",
        "yellow, low, enable", "yellow, medium, meeting", "yellow, high, save",
        "red, low, save_manager", "red, medium, save_manager", "red, high, executive_save",
        "unknown, low, content", "unknown, medium, meeting", "unknown, high, executive",
    })
    void hasAPlaybookForEachOfTheTwelveCells(String band, String risk, String playbook) {
        assertThat(Routing.cell(Band.of(band), RiskLevel.of(risk)).key()).isEqualTo(playbook);
    }

    @ParameterizedTest
    @EnumSource(RiskLevel.class)
    void offersMoreToNobodyButTheHealthyOfLowRisk(RiskLevel risk) {
        for (Band band : Band.values()) {
            boolean well = band == Band.GREEN && risk == RiskLevel.LOW;
            assertThat(Routing.cell(band, risk).offersMore()).isEqualTo(well);
        }
    }

    @Test
    void answersASignThatWeighsSomethingWithContentAndNotWithAnOffer() {
        assertThat(Routing.answer(WEIGHS, Band.GREEN, RiskLevel.LOW, false)).isEqualTo(PlaybookKey.CONTENT);
        assertThat(Routing.answer(BigDecimal.ZERO, Band.GREEN, RiskLevel.LOW, false))
                .isEqualTo(PlaybookKey.GROW);
    }

    @Test
    void teachesTheBasicsFirstWhereTheyHaveNotStuck() {
        assertThat(Routing.answer(WEIGHS, Band.YELLOW, RiskLevel.LOW, true)).isEqualTo(PlaybookKey.BASICS);
        assertThat(Routing.answer(WEIGHS, Band.GREEN, RiskLevel.LOW, true)).isEqualTo(PlaybookKey.BASICS);
        assertThat(Routing.answer(WEIGHS, Band.YELLOW, RiskLevel.HIGH, true)).isEqualTo(PlaybookKey.SAVE);
    }

    @Test
    void hasProgrammesForSignsThatAskForOne() {
        assertThat(Routing.programme(SignalType.KICKOFF_OVERDUE)).isEqualTo(PlaybookKey.ONBOARDING);
        assertThat(Routing.programme(SignalType.MISSED_WEEKLY_TOUCH)).isEqualTo(PlaybookKey.ONBOARDING);
        assertThat(Routing.programme(SignalType.QBR_OVERDUE)).isEqualTo(PlaybookKey.QBR);
        assertThat(Routing.programme(SignalType.SURVEY_OVERDUE)).isEqualTo(PlaybookKey.SURVEY);
        assertThat(Routing.programme(SignalType.SINGLE_THREADED)).isEqualTo(PlaybookKey.CHAMPION);
        assertThat(Routing.programme(SignalType.KEY_CONTACT_LEFT)).isEqualTo(PlaybookKey.HANDOVER);
        assertThat(Routing.programme(SignalType.EDUCATION_NEEDED)).isEqualTo(PlaybookKey.ENABLE);
        assertThat(Routing.programme(SignalType.RENEWAL_WITHOUT_INTENT)).isEqualTo(PlaybookKey.RENEWAL);
        assertThat(Routing.programme(SignalType.PAYMENT_FAILED)).isEqualTo(PlaybookKey.PAYMENT_FAILED);
        assertThat(Routing.programme(SignalType.USAGE_SURGE)).isNull();
    }

    @Test
    void tiersByRisk() {
        assertThat(Tier.of(RiskLevel.LOW)).isEqualTo(Tier.CONTENT);
        assertThat(Tier.of(RiskLevel.MEDIUM)).isEqualTo(Tier.MEETING);
        assertThat(Tier.of(RiskLevel.HIGH)).isEqualTo(Tier.EXECUTIVE);
    }
}
