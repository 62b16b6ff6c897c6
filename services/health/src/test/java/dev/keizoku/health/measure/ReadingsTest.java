package dev.keizoku.health.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private final AccountDays account = AccountDays.on(DAY).fact("{\"core_features\": [\"a\", \"b\", \"c\", \"d\"]}");

    @Test
    void readsTheFourMeasuresTheBriefNames() {
        AccountDays day = account.fact("{\"customer_since\": \"2025-03-01\"}")
                .usage("{\"active_days_28\": 12, \"features_used_28\": [\"a\", \"d\", \"other\"]}")
                .said("{\"support\": {\"tickets28\": 3}}");

        assertThat(reading(day, MeasureKey.LOGIN_FREQUENCY).value()).isEqualTo(12);
        assertThat(reading(day, MeasureKey.CORE_FEATURE_USE).value()).isEqualTo(0.5);
        assertThat(reading(day, MeasureKey.SUPPORT_ENQUIRIES).value()).isEqualTo(3);
        assertThat(reading(day, MeasureKey.NPS).state()).isEqualTo(MeasureState.NO_DATA);
    }

    @Test
    void judgesAYoungAccountByTheDaysItHad() {
        AccountDays day = account.fact("{\"customer_since\": \"2026-02-16\"}").usage("{\"active_days_28\": 7}");

        assertThat(reading(day, MeasureKey.LOGIN_FREQUENCY).value()).isEqualTo(14);
    }

    @Test
    void judgesNothingInTheFirstWeek() {
        AccountDays sixth = account.fact("{\"customer_since\": \"2026-02-24\"}").usage("{\"active_days_28\": 1}");
        AccountDays seventh =
                account.fact("{\"customer_since\": \"2026-02-23\"}").usage("{\"active_days_28\": 1}");

        assertThat(reading(sixth, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
        assertThat(reading(seventh, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.OK);
    }

    @Test
    void tellsSilenceFromMissingData() {
        AccountDays silent = account.usage("{\"last_login_on\": \"2026-01-20\"}");
        AccountDays neverSeen = account.withoutSupportFlow();

        assertThat(reading(silent, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.ZERO);
        assertThat(reading(silent, MeasureKey.SUPPORT_ENQUIRIES).state()).isEqualTo(MeasureState.ZERO);
        assertThat(reading(neverSeen, MeasureKey.LOGIN_FREQUENCY).state()).isEqualTo(MeasureState.NO_DATA);
        assertThat(reading(neverSeen, MeasureKey.SUPPORT_ENQUIRIES).state()).isEqualTo(MeasureState.NO_DATA);
        assertThat(reading(silent.withoutUsageFlow(), MeasureKey.LOGIN_FREQUENCY)
                        .state())
                .isEqualTo(MeasureState.STALE);
    }

    @Test
    void leavesCoreFeaturesOutForAPlanThatHasNone() {
        AccountDays day = account.fact("{\"core_features\": []}").usage("{\"active_days_28\": 9}");
        assertThat(day.build().fact().coreFeatures()).isEmpty();

        assertThat(reading(day, MeasureKey.CORE_FEATURE_USE).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
    }

    @Test
    void aSurgeIsHeldAgainstWhatWasBeforeIt() {
        AccountDays surging = account.fact("{\"customer_since\": \"2025-03-01\", \"quantity\": 20}")
                .usage("""
                {"active_days_28": 20, "active_users_28": 15, "breadth": {"departments_28": 3}}
                """)
                .said("{\"support\": {\"tickets28\": 3}}");
        Held held = Held.before(
                DAY.minusDays(1),
                Map.of(
                        MeasureKey.LOGIN_FREQUENCY,
                        new BigDecimal("12"),
                        MeasureKey.SEAT_USE,
                        new BigDecimal("0.5"),
                        MeasureKey.SUPPORT_ENQUIRIES,
                        BigDecimal.ZERO,
                        MeasureKey.NPS,
                        BigDecimal.TEN));

        assertThat(reading(surging, held, MeasureKey.LOGIN_FREQUENCY).value()).isEqualTo(20);
        assertThat(reading(surging, held, MeasureKey.LOGIN_FREQUENCY).before()).isEqualTo(12);
        assertThat(reading(surging, held, MeasureKey.SEAT_USE).before()).isEqualTo(0.5);
        assertThat(reading(surging, held, MeasureKey.SUPPORT_ENQUIRIES).before())
                .isZero();
        assertThat(reading(surging, held, MeasureKey.DEPARTMENTS).broughtBySurge())
                .isTrue();
        assertThat(held.values()).doesNotContainKey(MeasureKey.NPS);
        assertThat(reading(surging, held, MeasureKey.MEETING_RECENCY).hasBefore())
                .isFalse();
    }

    @Test
    void aSurgeWhoseBeginningNobodySawIsHeldAgainstWhatIsUsual() {
        AccountDays surging = account.fact("{\"customer_since\": \"2025-03-01\", \"quantity\": 20}")
                .usage("""
                {"active_days_28": 20, "active_days_90": 51, "features_used_28": ["a", "b", "c"],
                 "trials": {"tried_28": ["b", "c"]}, "active_users_28": 15, "level": {"ratio": 8.0}}
                """)
                .said("{\"support\": {\"tickets28\": 6, \"tickets_usual28\": 4.0}}");

        assertThat(reading(surging, MeasureKey.CORE_FEATURE_USE).value()).isEqualTo(0.75);
        assertThat(reading(surging, Held.UNSEEN, MeasureKey.CORE_FEATURE_USE).before())
                .isEqualTo(0.25);
        assertThat(reading(surging, Held.UNSEEN, MeasureKey.LOGIN_FREQUENCY).before())
                .isEqualTo(14);
        assertThat(reading(surging, Held.UNSEEN, MeasureKey.SUPPORT_ENQUIRIES).before())
                .isEqualTo(4);
        assertThat(reading(surging, Held.UNSEEN, MeasureKey.SEAT_USE).hasBefore())
                .isFalse();
        assertThat(reading(surging, Held.UNSEEN, MeasureKey.USAGE_TREND).value())
                .isEqualTo(1);
    }

    @Test
    void judgesUseBesideTheFleetAndOnlyWhereItsUsualUseIsKnown() {
        AccountDays falling = account.usage("{\"level\": {\"ratio\": 0.5, \"ratio_to_fleet\": 0.9}}");

        assertThat(reading(falling, MeasureKey.USAGE_TREND).value()).isEqualTo(0.9);
        assertThat(reading(account.usage("{}"), MeasureKey.USAGE_TREND).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
    }

    @Test
    void measuresHowWidelyItIsUsed() {
        AccountDays day = account.fact("{\"quantity\": 20}")
                .usage("{\"active_users_28\": 15, \"breadth\": {\"departments_28\": 3}}");

        assertThat(reading(day, MeasureKey.SEAT_USE).value()).isEqualTo(0.75);
        assertThat(reading(day, MeasureKey.DEPARTMENTS).value()).isEqualTo(3);
        assertThat(reading(account.usage("{}"), MeasureKey.SEAT_USE).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
        assertThat(reading(account.usage("{}"), MeasureKey.DEPARTMENTS).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
    }

    @Test
    void measuresGoalsAndTheStagesOfThePlanByWhatWasDue() {
        AccountDays day = account.said("""
                {"success": {"planned": 6, "reached": 3, "overdue": 1, "stages": [
                  {"name": "Pilot", "planned": 2, "reached": 2, "overdue": 0},
                  {"name": "Roll-out", "planned": 2, "reached": 1, "overdue": 1},
                  {"name": "Wide", "planned": 2, "reached": 0, "overdue": 0}]}}
                """);

        assertThat(reading(day, MeasureKey.GOALS_REACHED).value()).isEqualTo(0.75);
        // All of the pilot, half of the roll-out; the last stage is not due.
        assertThat(reading(day, MeasureKey.PLAN_PROGRESS).value()).isEqualTo(0.75);
        assertThat(reading(account, MeasureKey.GOALS_REACHED).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
    }

    @Test
    void aGoalAndAStageThatAreOverdueCountAsFarAsTheyHaveCome() {
        AccountDays day = account.said("""
                {"success": {"planned": 4, "reached": 2, "overdue": 2, "partial": 0.8, "stages": [
                  {"name": "Roll-out", "planned": 4, "reached": 2, "overdue": 2, "partial": 0.8}]}}
                """);

        assertThat(reading(day, MeasureKey.GOALS_REACHED).value()).isEqualTo(0.7);
        assertThat(reading(day, MeasureKey.PLAN_PROGRESS).value()).isEqualTo(0.7);
    }

    /** Requirement 74: how fast each side replies, and how often they meet. */
    @Test
    void measuresRepliesInBothDirectionsAndMeetings() {
        AccountDays day = account.said("""
                {"support": {"median_our_reply_hours": 3.5, "median_their_reply_hours": 26.0},
                 "relationship": {"last_meeting_on": "2026-02-20", "meetings90": 4}}
                """);

        assertThat(reading(day, MeasureKey.OUR_REPLY_TIME).value()).isEqualTo(3.5);
        assertThat(reading(day, MeasureKey.THEIR_REPLY_TIME).value()).isEqualTo(26);
        assertThat(reading(day, MeasureKey.MEETING_FREQUENCY).value()).isEqualTo(4);
        for (MeasureKey key :
                List.of(MeasureKey.OUR_REPLY_TIME, MeasureKey.THEIR_REPLY_TIME, MeasureKey.MEETING_FREQUENCY)) {
            assertThat(key.category()).isEqualTo(MeasureCategory.RELATIONSHIP);
            assertThat(reading(account, key).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
        }
        AccountDays longAgo = account.said("{\"relationship\": {\"last_meeting_on\": \"2025-06-01\"}}");
        assertThat(reading(longAgo, MeasureKey.MEETING_FREQUENCY).state()).isEqualTo(MeasureState.ZERO);
    }

    @Test
    void countsTheDaysANewAccountWaitsForItsFirstValue() {
        AccountDays waiting = account.fact("{\"customer_since\": \"2026-02-01\"}")
                .usage("{\"onboarding\": {\"steps\": [{\"step\": \"import\", \"reached_on\": \"2026-02-02\"}]}}");

        assertThat(reading(waiting, MeasureKey.FIRST_VALUE).value()).isEqualTo(28);
        assertThat(reading(waiting, MeasureKey.SETUP_STEPS).value()).isEqualTo(1);
        assertThat(reading(
                                waiting.usage("{\"onboarding\": {\"value_reached_on\": \"2026-02-20\"}}"),
                                MeasureKey.FIRST_VALUE)
                        .state())
                .isEqualTo(MeasureState.ZERO);
        assertThat(reading(account, MeasureKey.FIRST_VALUE).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
    }

    @Test
    void measuresWhatIsSaidAndHowSupportAnswers() {
        AccountDays day = account.said("""
                {"support": {"tickets28": 6, "tickets_usual28": 4.0, "median_first_response_hours": 5.5},
                 "csat": {"answers": 2, "mean": 4.0, "faded": 3.5}, "ces": {"answers": 1, "mean": 6.0, "faded": 5.0},
                 "voice": {"messages28": 3, "polarity": -0.5}, "nps": {"outdated": true}}
                """);

        assertThat(reading(day, MeasureKey.SUPPORT_CHANGE).value()).isEqualTo(1.5);
        assertThat(reading(day, MeasureKey.SUPPORT_ENQUIRIES).baseline()).isEqualTo(4);
        assertThat(reading(day, MeasureKey.RESPONSE_TIME).value()).isEqualTo(5.5);
        assertThat(reading(day, MeasureKey.CSAT).input()).isEqualTo(3.5);
        assertThat(reading(day, MeasureKey.CES).value()).isEqualTo(6);
        assertThat(reading(day, MeasureKey.TONE).value()).isEqualTo(-0.5);
        assertThat(reading(day, MeasureKey.NPS).state()).isEqualTo(MeasureState.STALE);
        assertThat(reading(day.said("{\"voice\": {\"messages28\": 2}}"), MeasureKey.TONE)
                        .state())
                .isEqualTo(MeasureState.NO_DATA);
    }

    @Test
    void anAnswerThatIsTooOldIsStaleAndNoneIsNoData() {
        AccountDays outdated = account.said("""
                {"csat": {"outdated": true}, "ces": {"outdated": true}, "nps": {"outdated": true}}
                """);

        for (MeasureKey survey : new MeasureKey[] {MeasureKey.CSAT, MeasureKey.CES, MeasureKey.NPS}) {
            assertThat(reading(outdated, survey).state()).isEqualTo(MeasureState.STALE);
            assertThat(reading(account, survey).state()).isEqualTo(MeasureState.NO_DATA);
        }
    }

    @Test
    void measuresHowCloseTheAccountIs() {
        AccountDays day = account.said("""
                {"relationship": {"last_meeting_on": "2026-02-19", "last_qbr_on": "2025-12-01", "trainings90": 1,
                  "engagements90": 2}}
                """).fact("""
                {"contacts": [
                  {"contact_id": "1", "champion": true, "bridge": false, "status": "active"},
                  {"contact_id": "2", "champion": true, "bridge": false, "status": "left"},
                  {"contact_id": "3", "champion": false, "bridge": false, "status": "active"}]}
                """);

        assertThat(reading(day, MeasureKey.MEETING_RECENCY).value()).isEqualTo(10);
        assertThat(reading(day, MeasureKey.QBR_RECENCY).value()).isEqualTo(90);
        assertThat(reading(day, MeasureKey.CONTACTS).value()).isEqualTo(2);
        assertThat(reading(day, MeasureKey.CHAMPIONS).value()).isEqualTo(1);
        assertThat(reading(day, MeasureKey.ENGAGEMENT).value()).isEqualTo(3);
        assertThat(reading(account, MeasureKey.CONTACTS).state()).isEqualTo(MeasureState.NOT_APPLICABLE);
    }

    private static Reading reading(AccountDays day, MeasureKey key) {
        return Readings.of(day.build()).get(key.ordinal());
    }

    private static Reading reading(AccountDays day, Held held, MeasureKey key) {
        return Readings.of(day.build(), held).get(key.ordinal());
    }
}
