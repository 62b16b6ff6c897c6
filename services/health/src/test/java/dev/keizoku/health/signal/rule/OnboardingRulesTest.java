package dev.keizoku.health.signal.rule;

import static dev.keizoku.health.signal.SignalType.KICKOFF_OVERDUE;
import static dev.keizoku.health.signal.SignalType.MISSED_WEEKLY_TOUCH;
import static dev.keizoku.health.signal.SignalType.ONBOARDING_AT_RISK;
import static dev.keizoku.health.signal.SignalType.SETUP_STALLED;
import static dev.keizoku.health.signal.SignalType.UNOWNED_ACCOUNT;
import static dev.keizoku.health.signal.rule.Looks.DAY;
import static dev.keizoku.health.signal.rule.Looks.find;
import static dev.keizoku.health.signal.rule.Looks.fires;
import static dev.keizoku.health.signal.rule.Looks.severity;
import static dev.keizoku.health.signal.rule.Looks.young;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Requirements 32 to 37: the first 90 days. */
class OnboardingRulesTest {

    @Test
    void flagsAnAccountWithoutValueAtDayThirtySixtyAndNinety() {
        assertThat(fires(ONBOARDING_AT_RISK, idle(20))).isFalse();
        assertThat(fires(ONBOARDING_AT_RISK, idle(29))).isFalse();
        assertThat(severity(ONBOARDING_AT_RISK, idle(30))).isEqualTo(0.5);
        assertThat(severity(ONBOARDING_AT_RISK, idle(60))).isEqualTo(0.75);
        assertThat(severity(ONBOARDING_AT_RISK, idle(90))).isEqualTo(1);
        assertThat(fires(ONBOARDING_AT_RISK, idle(120))).isFalse();
    }

    @Test
    void flagsNoneThatHasReachedValueOrGoesWell() {
        assertThat(fires(
                        ONBOARDING_AT_RISK,
                        idle(40).usage("{\"onboarding\": {\"value_reached_on\": \"%s\"}}".formatted(DAY.minusDays(1)))))
                .isFalse();
        assertThat(fires(
                        ONBOARDING_AT_RISK,
                        idle(40).said("{\"success\": {\"first_value_on\": \"%s\"}}".formatted(DAY.minusDays(1)))))
                .isFalse();
        assertThat(fires(ONBOARDING_AT_RISK, Looks.using(idle(40).usage("{\"active_days_28\": 8}"), "a", "b")))
                .isFalse();
        assertThat(fires(ONBOARDING_AT_RISK, Looks.using(idle(40).usage("{\"active_days_28\": 8}"), "a")))
                .isTrue();
    }

    @Test
    void noticesThatSettingUpStandsStill() {
        assertThat(fires(SETUP_STALLED, steppedAgo(13))).isFalse();
        assertThat(severity(SETUP_STALLED, steppedAgo(14))).isEqualTo(0.6);
        assertThat(find(SETUP_STALLED, steppedAgo(14)).orElseThrow().evidence()).containsEntry("step", "invite_team");
    }

    /** There is no step it stands at; that nothing happens is seen on day thirty. */
    @Test
    void whoNeverBeganToSetUpStandsAtNoStepAndIsAtRisk() {
        for (int day : new int[] {14, 29, 30, 40, 89}) {
            assertThat(fires(SETUP_STALLED, idle(day))).isFalse();
        }
        assertThat(fires(ONBOARDING_AT_RISK, idle(29))).isFalse();
        assertThat(fires(ONBOARDING_AT_RISK, idle(30))).isTrue();
        assertThat(find(ONBOARDING_AT_RISK, idle(30)).orElseThrow().evidence()).containsEntry("setup_steps", 0);
    }

    @Test
    void settingUpThatIsDoneStandsNotStill() {
        LocalDate day = DAY.minusDays(1);
        assertThat(fires(
                        SETUP_STALLED,
                        steppedAgo(20).usage("{\"onboarding\": {\"value_reached_on\": \"%s\"}}".formatted(day))))
                .isFalse();
        assertThat(fires(
                        SETUP_STALLED,
                        steppedAgo(20).said("{\"success\": {\"first_value_on\": \"%s\"}}".formatted(day))))
                .isFalse();
        assertThat(fires(SETUP_STALLED, steppedAgo(20).said("{\"success\": {\"planned\": 2, \"reached\": 2}}")))
                .isFalse();
        assertThat(fires(SETUP_STALLED, steppedAgo(20).said("{\"success\": {\"planned\": 2, \"reached\": 1}}")))
                .isTrue();
        assertThat(fires(SETUP_STALLED, steppedAgo(89, 20))).isTrue();
        assertThat(fires(SETUP_STALLED, steppedAgo(90, 20))).isFalse();
    }

    @Test
    void wantsAKickoffInTwoWeeks() {
        assertThat(fires(KICKOFF_OVERDUE, young(13))).isFalse();
        assertThat(severity(KICKOFF_OVERDUE, young(14))).isEqualTo(0.6);
        assertThat(fires(
                        KICKOFF_OVERDUE,
                        young(14)
                                .said("{\"relationship\": {\"last_kickoff_on\": \"%s\"}}"
                                        .formatted(DAY.minusDays(10)))))
                .isFalse();
        assertThat(fires(KICKOFF_OVERDUE, young(90))).isFalse();
    }

    @Test
    void wantsACallAWeek() {
        assertThat(fires(MISSED_WEEKLY_TOUCH, calls(28, 3))).isFalse();
        assertThat(fires(MISSED_WEEKLY_TOUCH, calls(28, 2))).isTrue();
        assertThat(severity(MISSED_WEEKLY_TOUCH, calls(28, 0))).isEqualTo(1);
        assertThat(fires(MISSED_WEEKLY_TOUCH, calls(27, 0))).isFalse();
    }

    @Test
    void wantsSomebodyWhoLooksAfterANewAccount() {
        assertThat(fires(UNOWNED_ACCOUNT, young(5))).isFalse();
        assertThat(fires(UNOWNED_ACCOUNT, young(5).fact("{\"owner\": null}"))).isTrue();
        assertThat(fires(UNOWNED_ACCOUNT, young(90).fact("{\"owner\": null}"))).isFalse();
    }

    private static AccountDays idle(int age) {
        return Looks.using(
                young(age).usage("{\"active_days_28\": 7, \"onboarding\": {\"value_reached_on\": null}}"), "a");
    }

    private static AccountDays steppedAgo(int days) {
        return steppedAgo(60, days);
    }

    private static AccountDays steppedAgo(int age, int days) {
        return idle(age)
                .usage("{\"onboarding\": {\"steps\": [{\"step\": \"invite_team\", \"reached_on\": \"%s\"}]}}"
                        .formatted(DAY.minusDays(days)));
    }

    private static AccountDays calls(int age, int calls) {
        return young(age).said("{\"relationship\": {\"weekly_touches28\": %d}}".formatted(calls));
    }
}
