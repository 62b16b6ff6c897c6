package dev.keizoku.health.signal.rule;

import static dev.keizoku.health.signal.SignalType.CANCELLATION_INTENT;
import static dev.keizoku.health.signal.SignalType.COMPETITOR_INTEREST;
import static dev.keizoku.health.signal.SignalType.CONTRACT_TERMS_QUESTIONS;
import static dev.keizoku.health.signal.SignalType.EXEC_ESCALATION;
import static dev.keizoku.health.signal.SignalType.EXPECTATION_GAP;
import static dev.keizoku.health.signal.SignalType.P1_OPEN;
import static dev.keizoku.health.signal.SignalType.TONE_SHIFT;
import static dev.keizoku.health.signal.rule.Looks.DAY;
import static dev.keizoku.health.signal.rule.Looks.find;
import static dev.keizoku.health.signal.rule.Looks.fires;
import static dev.keizoku.health.signal.rule.Looks.healthy;
import static dev.keizoku.health.signal.rule.Looks.look;
import static dev.keizoku.health.signal.rule.Looks.severity;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Requirements 52, 56, 66 to 68: what the people of an account say. */
class VoiceRulesTest {

    @Test
    void hearsRequestsTurnIntoCriticism() {
        assertThat(severity(TONE_SHIFT, tone(3, 0.35, 0.2, 0.3, 0.5))).isEqualTo(0.5);
        assertThat(fires(TONE_SHIFT, tone(3, 0.34, 0.2, 0.3, 0.5))).isFalse();
    }

    @Test
    void hearsNoShiftWhileRequestsStayConstructiveNorInTwoMessages() {
        assertThat(fires(TONE_SHIFT, tone(3, 0.4, 0.2, 0.5, 0.5))).isFalse();
        assertThat(look(tone(2, 0.9, 0.0, 0.0, 0.5)).unknown()).contains(TONE_SHIFT);
    }

    @Test
    void hearsEnquiriesMoveToTheManagement() {
        assertThat(severity(EXEC_ESCALATION, executives(3, 0.35, 0.1))).isEqualTo(0.6);
        assertThat(fires(EXEC_ESCALATION, executives(3, 0.34, 0.1))).isFalse();
        assertThat(look(executives(2, 0.9, 0.1)).unknown()).contains(EXEC_ESCALATION);
    }

    @Test
    void countsAnEscalationByItself() {
        AccountDays escalated = healthy().said("{\"support\": {\"escalations28\": 1}}");
        assertThat(severity(EXEC_ESCALATION, escalated)).isEqualTo(0.5);
    }

    @Test
    void hearsQuestionsAboutTheContractAboveTheUsual() {
        AccountDays asked = contract(1, 0.1, DAY.minusDays(2));
        assertThat(severity(CONTRACT_TERMS_QUESTIONS, asked)).isEqualTo(0.6);
        assertThat(find(CONTRACT_TERMS_QUESTIONS, asked).orElseThrow().seenOn()).isEqualTo(DAY.minusDays(2));
        // One in four is no more than it ever was.
        assertThat(fires(CONTRACT_TERMS_QUESTIONS, contract(1, 0.25, DAY))).isFalse();
        assertThat(fires(CONTRACT_TERMS_QUESTIONS, contract(0, 0, DAY.minusDays(28))))
                .isFalse();
    }

    @Test
    void hearsOfCompetitorsForNinetyDaysAndLessAndLess() {
        assertThat(fires(COMPETITOR_INTEREST, spoken("competitor_on", 89))).isTrue();
        assertThat(fires(COMPETITOR_INTEREST, spoken("competitor_on", 90))).isFalse();
        // 0.5 x 0.8 on the day, half of it after 30 days.
        assertThat(look(spoken("competitor_on", 0)).risk().value()).isEqualByComparingTo("0.4");
        assertThat(look(spoken("competitor_on", 30)).risk().value()).isEqualByComparingTo("0.2");
    }

    @Test
    void hearsOfACancellation() {
        assertThat(severity(CANCELLATION_INTENT, spoken("cancellation_on", 1))).isEqualTo(1);
        assertThat(fires(CANCELLATION_INTENT, healthy())).isFalse();
        assertThat(fires(CANCELLATION_INTENT, spoken("cancellation_on", 89))).isTrue();
        assertThat(fires(CANCELLATION_INTENT, spoken("cancellation_on", 90))).isFalse();
    }

    @Test
    void seesMoreExpectedOfAnAdvancedPlan() {
        AccountDays gap = Looks.using(healthy(), "a").fact("{\"tier_rank\": 2}").said("""
                {"voice": {"messages28": 4, "intents": {"criticism": {"count28": 1},
                   "constructive_request": {"count28": 1}}}}
                """);
        assertThat(fires(EXPECTATION_GAP, gap)).isTrue();
        assertThat(fires(EXPECTATION_GAP, gap.fact("{\"tier_rank\": 1}"))).isFalse();
        assertThat(fires(EXPECTATION_GAP, Looks.using(gap, "a", "b"))).isFalse();
        assertThat(fires(EXPECTATION_GAP, gap.said("{\"voice\": {\"intents\": {\"criticism\": {\"count28\": 0}}}}")))
                .isFalse();
    }

    @Test
    void countsTheDaysOfAnOpenUrgentTicket() {
        assertThat(severity(P1_OPEN, urgentSince(DAY))).isEqualTo(0.6);
        assertThat(severity(P1_OPEN, urgentSince(DAY.minusDays(7)))).isEqualTo(1);
        assertThat(fires(P1_OPEN, healthy())).isFalse();
    }

    private static AccountDays tone(
            int messages, double critical, double criticalBefore, double constructive, double constructiveBefore) {
        return healthy().said("""
                {"voice": {"messages28": %d, "intents": {
                   "criticism": {"count28": 1, "share_ewma": %s, "share_before": %s},
                   "constructive_request": {"count28": 1, "share_ewma": %s, "share_before": %s}}}}
                """.formatted(messages, critical, criticalBefore, constructive, constructiveBefore));
    }

    private static AccountDays executives(int messages, double now, double before) {
        return healthy().said("""
                {"voice": {"messages28": %d, "executive_share28": %s, "executive_share_before": %s}}
                """.formatted(messages, now, before));
    }

    private static AccountDays contract(int questions, double before, LocalDate on) {
        return healthy().said("""
                {"voice": {"messages28": 4, "contract_terms_on": "%s", "intents": {
                   "contract_terms": {"count28": %d, "share_before": %s}}}}
                """.formatted(on, questions, before));
    }

    private static AccountDays spoken(String field, int daysAgo) {
        return healthy().said("{\"voice\": {\"%s\": \"%s\"}}".formatted(field, DAY.minusDays(daysAgo)));
    }

    private static AccountDays urgentSince(LocalDate day) {
        return healthy().said("{\"support\": {\"open_critical_since\": \"%s\"}}".formatted(day));
    }
}
