package dev.keizoku.health.signal.rule;

import static dev.keizoku.health.signal.SignalType.FEATURE_CONCENTRATION;
import static dev.keizoku.health.signal.SignalType.KEY_USER_DECLINE;
import static dev.keizoku.health.signal.SignalType.NEW_FEATURE_TRIAL_DECLINE;
import static dev.keizoku.health.signal.SignalType.REGULAR_TO_INTERMITTENT;
import static dev.keizoku.health.signal.rule.Looks.DAY;
import static dev.keizoku.health.signal.rule.Looks.find;
import static dev.keizoku.health.signal.rule.Looks.fires;
import static dev.keizoku.health.signal.rule.Looks.healthy;
import static dev.keizoku.health.signal.rule.Looks.look;
import static dev.keizoku.health.signal.rule.Looks.severity;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import dev.keizoku.health.measure.Fleet;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requirements 63 to 65 and 71: concentration, new features, regularity, key users. */
class PatternRulesTest {

    @Test
    void seesUseDrawTogether() {
        assertThat(severity(FEATURE_CONCENTRATION, concentrated(0.25, 0.4))).isEqualTo(0.5);
        assertThat(fires(FEATURE_CONCENTRATION, concentrated(0.24, 0.4))).isFalse();
    }

    @Test
    void seesOneFeatureCarryAllWhereThereAreSeveral() {
        assertThat(fires(FEATURE_CONCENTRATION, concentrated(0.1, 0.8))).isTrue();
        assertThat(fires(FEATURE_CONCENTRATION, concentrated(0.1, 0.79))).isFalse();
        AccountDays small = concentrated(0.1, 0.9)
                .fact("{\"features\": null}")
                .usage("{\"concentration\": {\"now\": {\"features\": 3}}}");
        assertThat(fires(FEATURE_CONCENTRATION, small)).isFalse();
        assertThat(fires(FEATURE_CONCENTRATION, concentrated(0.1, 0.9).usage("{\"events_28\": 19}")))
                .isFalse();
    }

    @Test
    void missesTrialsOfNewFeaturesWithoutACatalogue() {
        assertThat(fires(NEW_FEATURE_TRIAL_DECLINE, tried(1, 2))).isTrue();
        assertThat(severity(NEW_FEATURE_TRIAL_DECLINE, tried(0, 2))).isEqualTo(1);
        assertThat(fires(NEW_FEATURE_TRIAL_DECLINE, tried(2, 3))).isFalse();
        assertThat(fires(NEW_FEATURE_TRIAL_DECLINE, tried(0, 1.9))).isFalse();
    }

    /**
     * Features p, q came 150 and 140 days ago and were tried, e and f 40 and 30 days ago and were not: 0 of 2 against 2 of
     * 2. Had e been tried, it would be half, which fires as well; with both it is quiet.
     */
    @Test
    void missesTrialsOfReleasedFeatures() {
        Map<String, LocalDate> releases = Map.of(
                "p", DAY.minusDays(150), "q", DAY.minusDays(140), "e", DAY.minusDays(40), "f", DAY.minusDays(30));

        assertThat(find(NEW_FEATURE_TRIAL_DECLINE, untilToday(releases, "p", "q")))
                .hasValueSatisfying(found -> {
                    assertThat(found.severity()).isEqualByComparingTo("1");
                    assertThat(found.evidence()).containsEntry("releases", 2).containsEntry("tried", 0);
                });
        assertThat(find(NEW_FEATURE_TRIAL_DECLINE, untilToday(releases, "p", "q", "e")))
                .isPresent();
        assertThat(find(NEW_FEATURE_TRIAL_DECLINE, untilToday(releases, "p", "q", "e", "f")))
                .isEmpty();
    }

    @Test
    void saysNothingOfTrialsBeforeTwoReleasesAreOver() {
        Map<String, LocalDate> releases = Map.of(
                "p", DAY.minusDays(150), "q", DAY.minusDays(140), "e", DAY.minusDays(40), "f", DAY.minusDays(20));
        assertThat(untilToday(releases, "p", "q").unknown()).contains(NEW_FEATURE_TRIAL_DECLINE);
    }

    @Test
    void seesRegularUseTurnIntermittent() {
        assertThat(fires(REGULAR_TO_INTERMITTENT, rhythm(1.31, 1.32, 0))).isTrue();
        assertThat(severity(REGULAR_TO_INTERMITTENT, rhythm(1.1, 2.64, 0))).isEqualTo(1);
        assertThat(fires(REGULAR_TO_INTERMITTENT, rhythm(1.1, 1.31, 0))).isFalse();
        // Intermittent before as now: a product for the end of the month.
        assertThat(fires(REGULAR_TO_INTERMITTENT, rhythm(4, 4, 0))).isFalse();
    }

    @Test
    void seesAPauseThreeTimesAsLongAsUsual() {
        assertThat(fires(REGULAR_TO_INTERMITTENT, rhythm(1.1, 1.1, 7))).isTrue();
        assertThat(fires(REGULAR_TO_INTERMITTENT, rhythm(1.1, 1.1, 6))).isFalse();
        AccountDays monthly = rhythm(4, 4, 80).usage("{\"rhythm\": {\"usual_gap_days\": 29.5}}");
        assertThat(fires(REGULAR_TO_INTERMITTENT, monthly)).isFalse();
    }

    @Test
    void missesThoseWhoMadeHalfOfTheUse() {
        assertThat(severity(KEY_USER_DECLINE, keyUsers(-0.5, 3, 40))).isEqualTo(0.5);
        assertThat(fires(KEY_USER_DECLINE, keyUsers(-0.49, 3, 40))).isFalse();
        assertThat(severity(KEY_USER_DECLINE, keyUsers(-0.2, 14, 40))).isEqualTo(1);
        assertThat(fires(KEY_USER_DECLINE, keyUsers(-0.2, 13, 40))).isFalse();
        assertThat(fires(KEY_USER_DECLINE, keyUsers(-1, 28, 7))).isFalse();
    }

    @Test
    void tellsWhetherTheOthersGoOnWithoutThem() {
        AccountDays gone = keyUsers(-1, 14, 40);
        assertThat(find(KEY_USER_DECLINE, gone).orElseThrow().evidence()).containsEntry("others_go_on", true);
        assertThat(find(KEY_USER_DECLINE, gone.usage("{\"active_days_7\": 0}"))
                        .orElseThrow()
                        .evidence())
                .containsEntry("others_go_on", false);
        assertThat(find(KEY_USER_DECLINE, keyUsers(-0.5, 3, 40)).orElseThrow().evidence())
                .containsEntry("others_go_on", false);
    }

    private static AccountDays concentrated(double normalised, double topShare) {
        return healthy()
                .usage("{\"concentration\": {\"now\": {\"hhi_normalised\": %s, \"top_share\": %s}}}"
                        .formatted(normalised, topShare));
    }

    private static AccountDays tried(int tried, double usual) {
        String features = tried == 0 ? "" : tried == 1 ? "\"x\"" : "\"x\", \"y\"";
        return healthy().usage("{\"trials\": {\"tried_28\": [%s], \"usual\": %s}}".formatted(features, usual));
    }

    /** Looks at every day from the first release on; each feature named is used two days after its release. */
    private static SignalLook untilToday(Map<String, LocalDate> releases, String... tried) {
        SignalRules.Yesterday yesterday = SignalRules.Yesterday.NOTHING;
        SignalLook look = look(healthy());
        for (LocalDate day = DAY.minusDays(150); !day.isAfter(DAY); day = day.plusDays(1)) {
            LocalDate today = day;
            String[] used = java.util.Arrays.stream(tried)
                    .filter(feature -> {
                        LocalDate first = releases.get(feature).plusDays(2);
                        return !today.isBefore(first) && today.isBefore(first.plusDays(28));
                    })
                    .toArray(String[]::new);
            AccountDays account = Looks.using(healthy(day), used)
                    .fact("{\"features\": null}")
                    .fact("{\"features\": [\"a\", \"p\", \"q\", \"e\", \"f\"]}")
                    .fleet(fleet -> new Fleet(true, true, null, releases));
            look = look(account.build(), yesterday);
            yesterday = Looks.after(look);
        }
        return look;
    }

    private static AccountDays rhythm(double before, double now, int gap) {
        return healthy()
                .usage("{\"rhythm\": {\"before\": {\"adi\": %s}, \"now\": {\"adi\": %s}, \"gap_days\": %d}}"
                        .formatted(before, now, gap));
    }

    private static AccountDays keyUsers(double change, int silentDays, double usual) {
        return healthy()
                .usage("{\"key_users\": {\"change\": %s, \"silent_days\": %d, \"usual_active_days_28\": %s}}"
                        .formatted(change, silentDays, usual));
    }
}
