package dev.keizoku.health.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.MeasureState;
import dev.keizoku.health.measure.Reading;
import dev.keizoku.health.scorecard.CardFacts;
import dev.keizoku.health.scorecard.DefaultScorecard;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.stage.LifecycleStage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardScoreTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final String LINE = "\"anchors\": [{\"value\": 0, \"score\": 0}, {\"value\": 100, \"score\": 100}]";

    @Test
    void sharesAmongCategoriesFirstAndThenWithinThem() {
        Scorecard card = Cards.read("""
                {"measures": [{"measure": "login_frequency", "weight": 1, %1$s},
                   {"measure": "nps", "weight": 3, %1$s}, {"measure": "csat", "weight": 1, %1$s}],
                 "categories": [{"category": "usage", "weight": 60}, {"category": "voice", "weight": 40}],
                 "caps": [], "bands": {"green": 70, "yellow": 40}}
                """.formatted(LINE));

        HealthScore all = score(
                card, value(MeasureKey.LOGIN_FREQUENCY, 100), value(MeasureKey.NPS, 100), value(MeasureKey.CSAT, 0));
        HealthScore oneSilent =
                score(card, value(MeasureKey.LOGIN_FREQUENCY, 100), none(MeasureKey.NPS), value(MeasureKey.CSAT, 0));
        HealthScore noVoice =
                score(card, value(MeasureKey.LOGIN_FREQUENCY, 100), none(MeasureKey.NPS), none(MeasureKey.CSAT));

        assertThat(all.computed()).isEqualByComparingTo("90");
        assertThat(share(all, MeasureKey.NPS)).isEqualByComparingTo("0.3");
        assertThat(oneSilent.computed()).isEqualByComparingTo("60");
        assertThat(oneSilent.coverage()).isEqualByComparingTo("0.7");
        assertThat(noVoice.computed()).isEqualByComparingTo("100");
        assertThat(noVoice.coverage()).isEqualByComparingTo("0.6");
    }

    @Test
    void aMeasureThatDoesNotApplyIsAsIfItWereNotThere() {
        Scorecard card = Cards.read("""
                {"measures": [{"measure": "login_frequency", "weight": 1, %1$s}, {"measure": "nps", "weight": 9, %1$s}],
                 "caps": [], "bands": {"green": 70, "yellow": 40}}
                """.formatted(LINE));

        HealthScore score =
                score(card, value(MeasureKey.LOGIN_FREQUENCY, 40), absent(MeasureKey.NPS, MeasureState.NOT_APPLICABLE));

        assertThat(score.computed()).isEqualByComparingTo("40");
        assertThat(score.coverage()).isEqualByComparingTo("1");
    }

    @ParameterizedTest
    @CsvSource({"exclude, 80, 0.6", "neutral, 68, 0.6", "worst, 48, 0.6"})
    void whatIsMissingCountsAsItsLineSays(String policy, String score, String coverage) {
        HealthScore got = score(missing(policy), value(MeasureKey.LOGIN_FREQUENCY, 80), none(MeasureKey.NPS));

        assertThat(got.computed()).isEqualByComparingTo(score);
        assertThat(got.coverage()).isEqualByComparingTo(coverage);
    }

    @Test
    void aLastValueFadesTowardsNeutralAndThenCountsNoLonger() {
        Scorecard card = missing("last_decayed");
        Scorer scorer = new Scorer(card);
        HealthScore first = score(card, value(MeasureKey.LOGIN_FREQUENCY, 80), value(MeasureKey.NPS, 100));

        HealthScore later = scorer.score(
                seen(DAY.plusDays(90), value(MeasureKey.LOGIN_FREQUENCY, 80), none(MeasureKey.NPS)),
                new Memory(first.rawBand(), first.band(), DAY, first.measures()),
                null);
        HealthScore gone = scorer.score(
                seen(DAY.plusDays(181), value(MeasureKey.LOGIN_FREQUENCY, 80), none(MeasureKey.NPS)),
                new Memory(later.rawBand(), later.band(), DAY.plusDays(90), later.measures()),
                null);

        assertThat(scorer.remembers()).isTrue();
        assertThat(measure(later, MeasureKey.NPS).score()).isEqualByComparingTo("75");
        assertThat(measure(later, MeasureKey.NPS).seenOn()).isEqualTo(DAY);
        assertThat(later.computed()).isEqualByComparingTo("78");
        assertThat(gone.computed()).isEqualByComparingTo("80");
    }

    @Test
    void takesTheFirstCardThatMatchesAndElseTheOneForEverybody() {
        Scorecard card = Cards.read("""
                {"measures": [{"measure": "nps", "weight": 1, %1$s}], "caps": [], "bands": {"green": 70, "yellow": 40},
                 "cards": [
                   {"key": "gold", "segment": {"plans": ["gold", "platinum"], "attributes": {"industry": ["bank"]}},
                    "measures": [{"measure": "nps", "weight": 1, %1$s}]},
                   {"key": "renewing", "stages": ["retention"], "measures": [{"measure": "nps", "weight": 1, %1$s}]}]}
                """.formatted(LINE));
        CardFacts bank = new CardFacts(List.of("gold"), "1-9", Map.of("industry", "bank"), null, false, null);
        CardFacts shop = new CardFacts(List.of("gold"), "1-9", Map.of("industry", "shop"), null, false, null);

        assertThat(card(card, LifecycleStage.RETENTION, bank)).isEqualTo("gold");
        assertThat(card(card, LifecycleStage.RETENTION, shop)).isEqualTo("renewing");
        assertThat(card(card, LifecycleStage.ADOPTION, shop)).isEqualTo("default");
    }

    @Test
    void theDefaultHasACardForEachStageByTheTable() {
        Scorer scorer = new Scorer(DefaultScorecard.SCORECARD);
        AccountDays day = AccountDays.on(DAY)
                .fact("{\"customer_since\": \"2026-01-15\", \"core_features\": [\"a\", \"b\"], \"quantity\": 10}")
                .usage("{\"active_days_28\": 20, \"active_users_28\": 10, \"features_used_28\": [\"a\", \"b\"],"
                        + " \"last_login_on\": \"2026-03-01\", \"onboarding\": {\"steps\": [{\"step\": \"x\","
                        + " \"reached_on\": \"2026-01-20\"}]}}");

        HealthScore young = scorer.score(Scorer.Seen.of(day.build(), LifecycleStage.ONBOARDING));

        assertThat(young.card()).isEqualTo("onboarding");
        assertThat(share(young, MeasureKey.FIRST_VALUE).add(share(young, MeasureKey.SETUP_STEPS)))
                .isBetween(new BigDecimal("0.40"), new BigDecimal("0.48"));
        assertThat(measure(young, MeasureKey.FIRST_VALUE).value()).isEqualByComparingTo("45");
    }

    @ParameterizedTest
    @CsvSource({
        // kind, value, band, score by the rules -> in force
        "CAP, 50, , 80, 50",
        "CAP, 50, , 20, 20",
        "FLOOR, 60, , 20, 60",
        "FLOOR, 60, , 80, 80",
        "SET_SCORE, 33, , 80, 33",
        "SET_BAND, , RED, 80, 39.9999",
        "SET_BAND, , YELLOW, 20, 40",
        "SET_BAND, , GREEN, 20, 70",
        "SET_BAND, , YELLOW, 80, 69.9999"
    })
    void whatSomebodySetsGoesBeforeRulesAndThoseBeforeMeasures(
            ManualOverride.Kind kind, BigDecimal value, Band band, BigDecimal ruled, String inForce) {
        ManualOverride override = new ManualOverride(UUID.randomUUID(), kind, value, band, "other");

        assertThat(override.over(ruled, Cards.FOUR.bands())).isEqualByComparingTo(inForce);
    }

    @Test
    void keepsWhatWasComputedBesideWhatIsSet() {
        Scorecard card = missing("exclude");
        ManualOverride floor = new ManualOverride(
                UUID.randomUUID(), ManualOverride.Kind.FLOOR, BigDecimal.valueOf(75), null, "recovery");

        HealthScore score = new Scorer(card)
                .score(seen(DAY, value(MeasureKey.LOGIN_FREQUENCY, 30), value(MeasureKey.NPS, 30)), Memory.NONE, floor);

        assertThat(score.computed()).isEqualByComparingTo("30");
        assertThat(score.effective()).isEqualByComparingTo("75");
        assertThat(score.band()).isEqualTo(Band.GREEN);
        assertThat(Reasons.top(score).getFirst().code()).isEqualTo(Reason.MANUAL_OVERRIDE);
        assertThat(Reasons.top(score).getFirst().effect()).isEqualByComparingTo("45");
    }

    @Test
    void aScoreCanBeSetWhereTooLittleIsKnown() {
        ManualOverride set = new ManualOverride(
                UUID.randomUUID(), ManualOverride.Kind.SET_SCORE, BigDecimal.valueOf(50), null, "executive_insight");

        HealthScore score = new Scorer(missing("exclude")).score(seen(DAY, none(MeasureKey.NPS)), Memory.NONE, set);

        assertThat(score.computed()).isNull();
        assertThat(score.effective()).isEqualByComparingTo("50");
        assertThat(score.band()).isEqualTo(Band.YELLOW);
        assertThat(score.confidence()).isEqualTo(Confidence.NONE);
    }

    @Test
    void noticeOfCancellationAndUrgentTicketsHoldTheScoreDown() {
        Scorer scorer = new Scorer(DefaultScorecard.SCORECARD);
        List<Reading> good = List.of(value(MeasureKey.LOGIN_FREQUENCY, 28), value(MeasureKey.CORE_FEATURE_USE, 1));

        assertThat(held(scorer, good, new CardFacts(List.of(), "1-9", Map.of(), 0, true, null)))
                .isEqualByComparingTo("20");
        assertThat(held(scorer, good, new CardFacts(List.of(), "1-9", Map.of(), 0, false, 8)))
                .isEqualByComparingTo("69");
        assertThat(held(scorer, good, new CardFacts(List.of(), "1-9", Map.of(), 0, false, 7)))
                .isEqualByComparingTo("100");
    }

    @ParameterizedTest
    @CsvSource({
        // tickets before a surge and in it, points they give
        "0, 3, 40",
        "3, 0, 40",
        "3, 20, 0",
        "20, 3, 0",
        "8, 8, 64"
    })
    void whatASurgeMovesGivesNoMorePointsThanBefore(double before, double now, String points) {
        Reading tickets = new Reading(MeasureKey.SUPPORT_ENQUIRIES, MeasureState.OK, now, now, Double.NaN, before);

        HealthScore score = score(Cards.FOUR, value(MeasureKey.LOGIN_FREQUENCY, 7), value(MeasureKey.NPS, 13), tickets);

        MeasureScore shown = measure(score, MeasureKey.SUPPORT_ENQUIRIES);
        assertThat(shown.value()).isEqualByComparingTo(BigDecimal.valueOf(now));
        assertThat(shown.score()).isEqualByComparingTo(points);
        BigDecimal sum = score.measures().stream()
                .map(MeasureScore::contribution)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.valueOf(50), BigDecimal::add);
        assertThat(score.computed()).isEqualByComparingTo(sum);
        assertThat(new Scorer(Cards.FOUR)
                        .again("default", DAY, "", score.measures())
                        .computed())
                .isEqualByComparingTo(score.computed());
    }

    @Test
    void aValueThatOnlyASurgeBroughtIsShownAndDoesNotCount() {
        Reading tickets =
                new Reading(MeasureKey.SUPPORT_ENQUIRIES, MeasureState.OK, 3, 3, Double.NaN, Double.NEGATIVE_INFINITY);

        HealthScore score =
                score(Cards.FOUR, value(MeasureKey.LOGIN_FREQUENCY, 4), value(MeasureKey.NPS, -20), tickets);

        assertThat(score.computed()).isEqualByComparingTo("40");
        assertThat(measure(score, MeasureKey.SUPPORT_ENQUIRIES).value()).isEqualByComparingTo("3");
        assertThat(measure(score, MeasureKey.SUPPORT_ENQUIRIES).score()).isNull();
    }

    @Test
    void aSurgeLiftsNoCapForCoreFeatures() {
        Reading core = new Reading(MeasureKey.CORE_FEATURE_USE, MeasureState.OK, 1, 1, Double.NaN, 0.25);

        HealthScore score = score(
                Cards.FOUR,
                value(MeasureKey.LOGIN_FREQUENCY, 28),
                value(MeasureKey.NPS, 100),
                value(MeasureKey.SUPPORT_ENQUIRIES, 3),
                core);

        assertThat(score.effective()).isEqualByComparingTo("69");
    }

    private static BigDecimal held(Scorer scorer, List<Reading> readings, CardFacts facts) {
        return scorer.score(new Scorer.Seen(DAY, LifecycleStage.ADOPTION, facts, readings))
                .effective();
    }

    private static Scorecard missing(String policy) {
        return Cards.read("""
                {"measures": [{"measure": "login_frequency", "weight": 6, %1$s},
                   {"measure": "nps", "weight": 4, "missing": "%2$s", %1$s}],
                 "caps": [], "bands": {"green": 70, "yellow": 40}}
                """.formatted(LINE, policy));
    }

    private static String card(Scorecard card, LifecycleStage stage, CardFacts facts) {
        return new Scorer(card)
                .score(new Scorer.Seen(DAY, stage, facts, List.of(value(MeasureKey.NPS, 50))))
                .card();
    }

    private static HealthScore score(Scorecard card, Reading... readings) {
        return new Scorer(card).score(seen(DAY, readings));
    }

    private static Scorer.Seen seen(LocalDate day, Reading... readings) {
        return new Scorer.Seen(day, LifecycleStage.ADOPTION, CardFacts.NONE, List.of(readings));
    }

    private static Reading value(MeasureKey key, double value) {
        return new Reading(key, value == 0 ? MeasureState.ZERO : MeasureState.OK, value, value, Double.NaN);
    }

    private static Reading none(MeasureKey key) {
        return absent(key, MeasureState.NO_DATA);
    }

    private static Reading absent(MeasureKey key, MeasureState state) {
        return new Reading(key, state, 0, 0, Double.NaN);
    }

    private static MeasureScore measure(HealthScore score, MeasureKey key) {
        return score.measures().stream()
                .filter(each -> each.measure() == key)
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal share(HealthScore score, MeasureKey key) {
        return measure(score, key).share();
    }
}
