package dev.keizoku.health.signal.rule;

import static dev.keizoku.health.signal.SignalType.CORE_FEATURE_UNUSED;
import static dev.keizoku.health.signal.SignalType.EDUCATION_NEEDED;
import static dev.keizoku.health.signal.SignalType.NO_LOGIN_14D;
import static dev.keizoku.health.signal.SignalType.SILENT;
import static dev.keizoku.health.signal.SignalType.SLOW_DECLINE;
import static dev.keizoku.health.signal.SignalType.USAGE_DROP;
import static dev.keizoku.health.signal.rule.Looks.DAY;
import static dev.keizoku.health.signal.rule.Looks.find;
import static dev.keizoku.health.signal.rule.Looks.fires;
import static dev.keizoku.health.signal.rule.Looks.healthy;
import static dev.keizoku.health.signal.rule.Looks.look;
import static dev.keizoku.health.signal.rule.Looks.severity;
import static dev.keizoku.health.signal.rule.Looks.young;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.health.AccountDays;
import dev.keizoku.health.signal.SignalSettings;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requirements 44 to 48, 50: recency, core features, silence, level and slope. */
class UsageRulesTest {

    @Test
    void findsNothingInAHealthyAccount() {
        assertThat(look(healthy()).findings()).isEmpty();
        assertThat(look(healthy()).risk().value()).isEqualByComparingTo("0");
    }

    @Test
    void missesALoginFromDayFourteenOn() {
        assertThat(fires(NO_LOGIN_14D, login(13))).isFalse();
        assertThat(fires(NO_LOGIN_14D, login(14))).isTrue();
        assertThat(severity(NO_LOGIN_14D, login(14))).isEqualTo(0.6);
        assertThat(severity(NO_LOGIN_14D, login(22))).isEqualTo(0.8);
        assertThat(severity(NO_LOGIN_14D, login(30))).isEqualTo(1);
    }

    @Test
    void countsWorkingDaysWhenAskedTo() {
        // 27 May to 10 June: 28, 29 May, 1 to 5, 8 to 10 June are worked on, without 3 and 4 June.
        BusinessCalendar calendar = Looks.calendar(LocalDate.of(2026, 6, 3), LocalDate.of(2026, 6, 4));
        var settings = Looks.with(NO_LOGIN_14D, "business_days", "1");
        var rules = new SignalRules(settings, calendar, true, true);

        assertThat(find(NO_LOGIN_14D, rules.look(login(14).build(), SignalRules.Yesterday.NOTHING)))
                .isEmpty();
        assertThat(calendar.businessDaysAfter(DAY.minusDays(14), DAY)).isEqualTo(8);
    }

    @Test
    void missesALoginFromTheFourteenthWorkingDayOn() {
        // 21 May to 10 June: 22, 25 to 29 May, 1 to 5, 8 to 10 June.
        var rules = Looks.rules(Looks.with(NO_LOGIN_14D, "business_days", "1"));

        assertThat(find(NO_LOGIN_14D, rules.look(login(19).build(), SignalRules.Yesterday.NOTHING)))
                .isEmpty();
        assertThat(find(NO_LOGIN_14D, rules.look(login(20).build(), SignalRules.Yesterday.NOTHING))
                        .orElseThrow()
                        .evidence())
                .containsEntry("business_days_since_login", 14)
                .containsEntry("days_since_login", 20);
    }

    @Test
    void saysNothingOfLoginsWhenTheTenantFellSilent() {
        assertThat(look(login(20).withoutUsageFlow()).unknown()).contains(NO_LOGIN_14D);
    }

    @Test
    void keepsWhatWasFoundWhileNothingCanBeSaid() {
        SignalLook yesterday = look(login(20));
        SignalLook today = look(login(21).withoutUsageFlow().build(), Looks.after(yesterday));

        assertThat(today.findings()).isEmpty();
        assertThat(today.carried()).extracting(found -> found.type()).containsExactly(NO_LOGIN_14D);
        assertThat(today.risk().value().signum()).isPositive();
    }

    @Test
    void noticesThatNoCoreFeatureIsUsed() {
        AccountDays none = Looks.using(healthy(), "e");
        AccountDays one = Looks.using(healthy(), "a");
        assertThat(fires(CORE_FEATURE_UNUSED, none)).isTrue();
        assertThat(fires(CORE_FEATURE_UNUSED, one)).isFalse();
        assertThat(fires(CORE_FEATURE_UNUSED, none.fact("{\"core_features\": null}")))
                .isFalse();
    }

    @Test
    void givesANewAccountFourWeeksToUseACoreFeature() {
        assertThat(fires(CORE_FEATURE_UNUSED, Looks.using(young(27), "e"))).isFalse();
        assertThat(fires(CORE_FEATURE_UNUSED, Looks.using(young(28), "e"))).isTrue();
    }

    @Test
    void hearsSilenceOnlyWhereLittleIsUsedAndNothingIsSaid() {
        AccountDays quiet = healthy().usage("{\"active_days_28\": 4}").said("{\"support\": {\"tickets28\": 0}}");
        assertThat(severity(SILENT, quiet)).isEqualTo(0.5);
        assertThat(severity(SILENT, quiet.usage("{\"active_days_28\": 0}"))).isEqualTo(1);
        assertThat(fires(SILENT, quiet.usage("{\"active_days_28\": 5}"))).isFalse();
        assertThat(fires(SILENT, quiet.said("{\"support\": {\"tickets28\": 1}}")))
                .isFalse();
        assertThat(fires(SILENT, quiet.said("{\"voice\": {\"messages28\": 1}}")))
                .isFalse();
        assertThat(look(quiet.withoutSupportFlow()).unknown()).contains(SILENT);
    }

    /** Requirement 41: little is used, and nobody was taught how to. */
    @Test
    void seesWhoWasNotTaughtWhereTheTenantTellsOfTrainings() {
        AccountDays untaught = healthy()
                .fact("{\"core_features\": [\"a\", \"b\", \"c\", \"d\"]}")
                .usage("{\"features_used_28\": [\"a\"]}");

        assertThat(educated(untaught, true)).isEqualTo(0.75);
        assertThat(educated(untaught.usage("{\"features_used_28\": [\"a\", \"b\"]}"), true))
                .isNull();
        assertThat(educated(untaught.said("{\"relationship\": {\"last_taught_on\": \"2026-03-01\"}}"), true))
                .isNull();
        assertThat(educated(untaught, false)).isNull();
    }

    private static @Nullable Double educated(AccountDays account, boolean told) {
        SignalRules rules =
                new SignalRules(SignalSettings.DEFAULT, Looks.calendar(), new SignalRules.Flows(true, true, told));
        return find(EDUCATION_NEEDED, rules.look(account.build(), SignalRules.Yesterday.NOTHING))
                .map(finding -> finding.severity().doubleValue())
                .orElse(null);
    }

    @Test
    void dropsWhenTheWeekIsHalfAndTwoDaysStandOut() {
        AccountDays half = level(250, 0.5, -5, -5, 0);
        assertThat(severity(USAGE_DROP, half)).isEqualTo(0.5);
        assertThat(severity(USAGE_DROP, level(0, 0, -10, -10, -10))).isEqualTo(1);
        assertThat(fires(USAGE_DROP, level(255, 0.51, -5, -5, -5))).isFalse();
        assertThat(fires(USAGE_DROP, level(250, 0.5, -5, -3.4, 0))).isFalse();
    }

    @Test
    void dropsNotOfFewEventsNorWithTheWholeFleet() {
        assertThat(fires(USAGE_DROP, level(20, 0.5, -5, -5, 0).usage("{\"level\": {\"usual_events_7\": 49}}")))
                .isFalse();
        assertThat(fires(USAGE_DROP, level(200, 0.4, -5, -5, 0).usage("{\"level\": {\"ratio_to_fleet\": 1.0}}")))
                .isFalse();
    }

    @Test
    void addsUpALittleLessEachDay() {
        // z = -1 and a slack of 0.5 add 0.5 a day: 5 after ten days is the limit, 5.5 the day after is beyond it.
        SignalLook look = declining(10);
        assertThat(look.memory().decline()).isEqualTo(5);
        assertThat(find(SLOW_DECLINE, look)).isEmpty();
        look = declining(11);
        assertThat(look.memory().decline()).isEqualTo(5.5);
        assertThat(find(SLOW_DECLINE, look).orElseThrow().severity()).isEqualByComparingTo("0.45");
    }

    @Test
    void forgetsADeclineWhenUseComesBack() {
        SignalLook look = declining(11);
        AccountDays back = dayOf(11, 2);
        assertThat(look(back.build(), Looks.after(look)).memory().decline()).isEqualTo(3);
    }

    @Test
    void countsADayOnceWhenTheDayBeforeIsLookedAtAgain() {
        SignalLook look = declining(3);
        // Used on day 2 was measured, and the day that is looked at has no measure of its own yet.
        AccountDays again = Looks.stepping(Looks.healthy(DAY.plusDays(3)), DAY.plusDays(2), -1);
        assertThat(look(again.build(), Looks.after(look)).memory().decline()).isEqualTo(1.5);
    }

    private static SignalLook declining(int days) {
        SignalLook look = look(dayOf(0, -1).build(), SignalRules.Yesterday.NOTHING);
        for (int day = 1; day < days; day++) {
            look = look(dayOf(day, -1).build(), Looks.after(look));
        }
        return look;
    }

    private static AccountDays dayOf(int offset, double z) {
        return Looks.stepping(Looks.healthy(DAY.plusDays(offset)), DAY.plusDays(offset), z);
    }

    private static AccountDays login(int daysAgo) {
        return healthy().usage("{\"last_login_on\": \"%s\"}".formatted(DAY.minusDays(daysAgo)));
    }

    private static AccountDays level(int events, double ratio, double... z) {
        return Looks.stepping(healthy(), DAY, z)
                .usage("{\"events_7\": %d, \"level\": {\"ratio\": %s, \"ratio_to_fleet\": %s}}"
                        .formatted(events, ratio, ratio));
    }
}
