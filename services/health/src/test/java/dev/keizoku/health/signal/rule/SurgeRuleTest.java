package dev.keizoku.health.signal.rule;

import static dev.keizoku.health.signal.SignalType.USAGE_SURGE;
import static dev.keizoku.health.signal.rule.Looks.DAY;
import static dev.keizoku.health.signal.rule.Looks.find;
import static dev.keizoku.health.signal.rule.Looks.healthy;
import static dev.keizoku.health.signal.rule.Looks.look;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.health.AccountDays;
import dev.keizoku.health.signal.Finding;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.signal.SignalSettings;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirements 57 to 61: a jump in use, how large it is, and what may be behind it. */
class SurgeRuleTest {

    @ParameterizedTest
    @CsvSource({"2, MARKED", "2.9, MARKED", "3, STRONG", "9.9, STRONG", "10, EXTREME", "40, EXTREME"})
    void namesItsSize(double ratio, String size) {
        assertThat(surge(times(ratio)).evidence()).containsEntry("size", size);
    }

    @Test
    void isNoneBelowTwiceTheUsual() {
        assertThat(after(calm(), times(1.9))).isEmpty();
    }

    @Test
    void isNoneWhenOneDayAloneStandsOut() {
        AccountDays oneDay = Looks.stepping(times(2.5), DAY, 80, 0, 2);
        assertThat(after(calm(), oneDay)).isEmpty();
    }

    /** Every day is held against its own weekday: a busy week whose days are all like theirs is none. */
    @Test
    void isNoneWhereEveryDayIsLikeItsWeekday() {
        assertThat(after(calm(), Looks.stepping(times(2.5), DAY, 3.4, 3.4, 3.4)))
                .isEmpty();
        assertThat(after(calm(), Looks.stepping(times(2.5), DAY, 3.5, 3.5, 3.4)))
                .isPresent();
    }

    @Test
    void isNoneOfFewEvents() {
        assertThat(after(calm(), times(8).usage("{\"events_7\": 49}"))).isEmpty();
        assertThat(after(calm(), times(8).usage("{\"events_7\": 50}"))).isPresent();
    }

    @Test
    void isNoneWhenTheWholeFleetSurges() {
        AccountDays fleet = times(8).usage("{\"level\": {\"fleet_ratio\": 8.0, \"ratio_to_fleet\": 1.0}}");
        assertThat(after(calm(), fleet)).isEmpty();
    }

    @Test
    void isExpectedInTheFirstNinetyDays() {
        AccountDays day89 = times(8).fact("{\"customer_since\": \"%s\"}".formatted(DAY.minusDays(89)))
                .usage("{\"first_seen_on\": \"%s\"}".formatted(DAY.minusDays(89)));
        AccountDays day90 = times(8).fact("{\"customer_since\": \"%s\"}".formatted(DAY.minusDays(90)))
                .usage("{\"first_seen_on\": \"%s\"}".formatted(DAY.minusDays(90)));
        assertThat(after(calm(), day89)).isEmpty();
        assertThat(after(calm(), day90)).isPresent();
    }

    @Test
    void leavesHolidaysOut() {
        BusinessCalendar closed = Looks.calendar(DAY, DAY.minusDays(1));
        SignalLook look = new SignalRules(SignalSettings.DEFAULT, closed, true, true)
                .look(times(8).build(), SignalRules.Yesterday.NOTHING);
        assertThat(look.unknown()).contains(USAGE_SURGE);
    }

    @Test
    void buildsAnInternalCaseWhereFewUsersRaiseCriticalTickets() {
        AccountDays internal = internalCase();

        Finding found = surge(internal);

        assertThat(found.evidence()).containsEntry("cause", "INTERNAL_CASE").containsEntry("size", "STRONG");
        assertThat(found.severity()).isEqualByComparingTo("0.8");
        SignalLook look = look(internal.build(), Looks.after(look(calm())));
        // 0.8 x 0.8 alone is 0.64.
        assertThat(look.risk().value().doubleValue()).isGreaterThanOrEqualTo(0.64);
        assertThat(look.risk().level()).isEqualTo(RiskLevel.HIGH);
    }

    @Test
    void isHealthyGrowthWhereUsersAndSeatsGrowWithIt() {
        AccountDays growth = times(8).usage("""
                {"active_users_7": 70, "breadth": {"seats_added_90": 60}}
                """);

        Finding found = surge(growth);

        assertThat(found.evidence()).containsEntry("cause", "HEALTHY_GROWTH").containsEntry("new_seats", true);
        assertThat(found.severity()).isEqualByComparingTo("0");
        SignalLook look = look(growth.build(), Looks.after(look(calm())));
        assertThat(look.risk().level()).isEqualTo(RiskLevel.LOW);
    }

    @Test
    void isNoHealthyGrowthWithoutSeatsOrWithTooFewUsers() {
        AccountDays noSeats = times(8).usage("{\"active_users_7\": 70, \"breadth\": {\"seats_added_90\": 0}}");
        AccountDays fewUsers = times(8).usage("{\"active_users_7\": 30, \"breadth\": {\"seats_added_90\": 60}}");
        assertThat(surge(noSeats).evidence()).containsEntry("cause", "UNEXPLAINED");
        assertThat(surge(fewUsers).evidence()).containsEntry("cause", "UNEXPLAINED");
    }

    @Test
    void isACompetitorsComparisonWhereFewUsersConcentrate() {
        AccountDays compared = times(4).usage(concentrated(0.4));
        assertThat(surge(compared).evidence()).containsEntry("cause", "COMPETITOR_COMPARISON");
        assertThat(surge(times(4).usage(concentrated(0.24))).evidence()).containsEntry("cause", "UNEXPLAINED");
    }

    @Test
    void isAMigrationWhereFewUsersSweepOverManyFeatures() {
        AccountDays sweep = times(4).usage("{\"trials\": {\"tried_28\": [\"x\", \"y\", \"z\"], \"usual\": 1.0}}");
        assertThat(surge(sweep).evidence())
                .containsEntry("cause", "MIGRATION_EVALUATION")
                .containsEntry("direction", "UNKNOWN");
        AccountDays out = sweep.usage("{\"outflow\": {\"exports_28\": 12, \"usual_exports_28\": 2.0}}");
        assertThat(surge(out).evidence()).containsEntry("direction", "OUTBOUND");
        assertThat(surge(out).severity()).isEqualByComparingTo("0.8");
        AccountDays in = sweep.usage("{\"onboarding\": {\"steps\": [{\"step\": \"import\", \"reached_on\": \"%s\"}]}}"
                .formatted(DAY.minusDays(3)));
        assertThat(surge(in).evidence()).containsEntry("direction", "INBOUND");
        assertThat(surge(in).severity()).isEqualByComparingTo("0.16");
    }

    @Test
    void isNoMigrationWhenTooFewFeaturesAreNewOrItGoesOn() {
        AccountDays twoTrials = times(4).usage("{\"trials\": {\"tried_28\": [\"x\", \"y\"], \"usual\": 1.0}}");
        assertThat(surge(twoTrials).evidence()).containsEntry("cause", "UNEXPLAINED");
        String sweep = "{\"trials\": {\"tried_28\": [\"x\", \"y\", \"z\"], \"usual\": 1.0}}";
        assertThat(lasting(14, sweep).evidence()).containsEntry("cause", "MIGRATION_EVALUATION");
        assertThat(lasting(15, sweep).evidence()).containsEntry("cause", "UNEXPLAINED");
    }

    @Test
    void isGrowthThatLastsFromTheFifteenthDayOn() {
        String growth = "{\"active_users_7\": 70, \"breadth\": {\"seats_added_90\": 60}}";
        assertThat(lasting(14, growth).evidence())
                .containsEntry("cause", "HEALTHY_GROWTH")
                .containsEntry("lasting_days", 14)
                .containsEntry("lasts", false);
        assertThat(lasting(15, growth).evidence())
                .containsEntry("cause", "HEALTHY_GROWTH")
                .containsEntry("lasts", true);
    }

    @Test
    void isNoHealthyGrowthWhereUseDrawsTogether() {
        AccountDays narrow = times(8).usage("{\"active_users_7\": 70, \"breadth\": {\"seats_added_90\": 60}}")
                .usage(concentrated(0.25));
        assertThat(surge(narrow).evidence()).containsEntry("cause", "UNEXPLAINED");
    }

    @Test
    void isAutomationWhereOneUserUsesOneFeature() {
        AccountDays robot = times(20)
                .usage("{\"active_users_7\": 1}")
                .usage(concentrated(0.9))
                .usage("""
                {"concentration": {"now": {"top_share": 0.95}}}
                """);
        assertThat(surge(robot).evidence()).containsEntry("cause", "AUTOMATION");
        assertThat(surge(robot).severity()).isEqualByComparingTo("0.2");
        AccountDays twoUsers = robot.usage("{\"active_users_7\": 2}");
        assertThat(surge(twoUsers).evidence()).containsEntry("cause", "COMPETITOR_COMPARISON");
        AccountDays severalFeatures = robot.usage("{\"concentration\": {\"now\": {\"top_share\": 0.79}}}");
        assertThat(surge(severalFeatures).evidence()).containsEntry("cause", "COMPETITOR_COMPARISON");
    }

    @ParameterizedTest
    @CsvSource({
        "few_users_ratio, 8, UNEXPLAINED, INTERNAL_CASE",
        "tickets_ratio, 4, INTERNAL_CASE, COMPETITOR_COMPARISON",
        "min_tickets, 7, INTERNAL_CASE, COMPETITOR_COMPARISON",
        "concentration_rise, 0.5, COMPETITOR_COMPARISON, UNEXPLAINED",
        "min_trials, 2, UNEXPLAINED, MIGRATION_EVALUATION",
        "wider_ratio, 1.2, UNEXPLAINED, MIGRATION_EVALUATION",
        "min_outflow, 4, UNEXPLAINED, MIGRATION_EVALUATION",
        "one_feature_share, 0.7, COMPETITOR_COMPARISON, AUTOMATION",
        "users_in_proportion, 1, HEALTHY_GROWTH, UNEXPLAINED"
    })
    void looksForItsCauseAsTheTenantSays(String threshold, String value, String cause, String causeThen) {
        AccountDays account = switch (threshold) {
            case "few_users_ratio" -> internalCase().usage("{\"active_users_7\": 20}");
            case "tickets_ratio", "min_tickets" -> internalCase();
            case "concentration_rise" -> times(4).usage(concentrated(0.4));
            case "min_trials" -> times(4).usage("{\"trials\": {\"tried_28\": [\"x\", \"y\"], \"usual\": 1.0}}");
            case "wider_ratio" -> times(4).usage("{\"concentration\": {\"now\": {\"effective_features\": 5.0}}}");
            case "min_outflow" -> times(4).usage("{\"outflow\": {\"exports_28\": 4, \"usual_exports_28\": 1.0}}");
            case "one_feature_share" ->
                times(4).usage("{\"active_users_7\": 1, \"concentration\": {\"now\": {\"top_share\": 0.7}}}")
                        .usage(concentrated(0.6));
            default -> times(8).usage("{\"active_users_7\": 70, \"breadth\": {\"seats_added_90\": 60}}");
        };

        assertThat(surge(account).evidence()).containsEntry("cause", cause);
        SignalLook look =
                Looks.rules(Looks.with(USAGE_SURGE, threshold, value)).look(account.build(), Looks.after(look(calm())));
        assertThat(find(USAGE_SURGE, look).orElseThrow().evidence()).containsEntry("cause", causeThen);
    }

    @Test
    void oneDefinitionRaisesTheSignAndHoldsTheScore() {
        AccountDays more = times(1.6);
        SignalLook asUsual = look(more.build(), Looks.after(look(calm())));
        SignalLook lowered =
                Looks.rules(Looks.with(USAGE_SURGE, "ratio", "1.5")).look(more.build(), Looks.after(look(calm())));

        assertThat(find(USAGE_SURGE, asUsual)).isEmpty();
        assertThat(asUsual.memory().held()).isNull();
        assertThat(find(USAGE_SURGE, lowered)).isPresent();
        assertThat(lowered.memory().held()).isNotNull();
    }

    @Test
    void remembersSinceWhenItLasts() {
        SignalLook first = look(times(8).build(), Looks.after(look(calm())));
        AccountDays dayAfter = timesOn(DAY.plusDays(1), 8);
        Finding second =
                find(USAGE_SURGE, look(dayAfter.build(), Looks.after(first))).orElseThrow();

        assertThat(second.evidence()).containsEntry("since", DAY.toString()).containsEntry("lasting_days", 2);
    }

    /** What is found on the last of so many days of eight times the usual. */
    private static Finding lasting(int days, String usage) {
        SignalLook look = look(healthy(DAY.minusDays(days)));
        for (LocalDate day = DAY.minusDays(days - 1L); !day.isAfter(DAY); day = day.plusDays(1)) {
            look = look(timesOn(day, 8).usage(usage).build(), Looks.after(look));
        }
        return find(USAGE_SURGE, look).orElseThrow();
    }

    private static Finding surge(AccountDays account) {
        return after(calm(), account).orElseThrow();
    }

    /** What the rule finds after a calm day with ten users. */
    private static Optional<Finding> after(AccountDays before, AccountDays account) {
        return find(USAGE_SURGE, look(account.build(), Looks.after(look(before))));
    }

    private static AccountDays calm() {
        return healthy(DAY.minusDays(1));
    }

    static AccountDays internalCase() {
        return times(8).usage(concentrated(0.5)).said("""
                {"support": {"tickets28": 6, "tickets_usual28": 2.0, "critical_share28": 0.67,
                   "critical_share_before": 0.0}}
                """);
    }

    private static AccountDays times(double ratio) {
        return timesOn(DAY, ratio);
    }

    private static AccountDays timesOn(LocalDate day, double ratio) {
        return Looks.stepping(healthy(day), day, 70, 70, 0).usage("""
                {"events_7": 5000, "breadth": {"seats_added_90": 0}, "level": {"ratio": %s, "ratio_to_fleet": %s}}
                """.formatted(ratio, ratio));
    }

    private static String concentrated(double normalised) {
        return "{\"concentration\": {\"now\": {\"hhi_normalised\": %s}}}".formatted(normalised);
    }
}
