package dev.keizoku.health.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.AccountDays;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.scorecard.CapRule;
import dev.keizoku.health.scorecard.DefaultScorecard;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.scorecard.WeightedMeasure;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.health.touchpoint.NpsTally;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorerTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final NpsTally PROMOTER = NpsTally.of(List.of(new NpsTally.Answer(10, 0)));

    private final Scorer scorer = new Scorer(Cards.FOUR);

    @Test
    void scoresTheExampleOfTheDocument() {
        // See docs/health.md.
        NpsTally promoter = NpsTally.of(List.of(new NpsTally.Answer(10, 90)));
        HealthScore score = new Scorer(DefaultScorecard.SCORECARD).score(day(DAY, 12, 4, 2, 7, true, promoter));

        assertThat(score.computed()).isEqualByComparingTo("74.0556");
        assertThat(score.band()).isEqualTo(Band.GREEN);
        assertThat(score.coverage()).isEqualByComparingTo("0.8833");
        assertThat(score.card()).isEqualTo("default");
        assertThat(contribution(score, MeasureKey.LOGIN_FREQUENCY)).isEqualByComparingTo("6.6667");
        assertThat(contribution(score, MeasureKey.LOGIN_RECENCY)).isEqualByComparingTo("5.5556");
        assertThat(contribution(score, MeasureKey.NPS)).isEqualByComparingTo("4.1667");
        assertThat(Reasons.biggestLever(score))
                .get()
                .extracting(Reasons.Lever::measure)
                .isEqualTo(MeasureKey.CORE_FEATURE_USE);
    }

    @Test
    void scoresByAScorecardOfOneLevelAsEver() {
        NpsTally nps = NpsTally.of(List.of(new NpsTally.Answer(10, 90)));
        HealthScore score = scorer.score(day(DAY, 12, 4, 2, 7, true, nps));

        assertThat(score.computed()).isEqualByComparingTo("71.8333");
        assertThat(score.band()).isEqualTo(Band.GREEN);
        assertThat(score.coverage()).isEqualByComparingTo("1");
        assertThat(contribution(score, MeasureKey.LOGIN_FREQUENCY)).isEqualByComparingTo("10");
        assertThat(contribution(score, MeasureKey.CORE_FEATURE_USE)).isEqualByComparingTo("3.3333");
        assertThat(contribution(score, MeasureKey.SUPPORT_ENQUIRIES)).isEqualByComparingTo("4.3333");
        assertThat(contribution(score, MeasureKey.NPS)).isEqualByComparingTo("4.1667");
    }

    @Test
    void leavesMissingMeasuresOutAndSharesTheirWeight() {
        HealthScore score = scorer.score(day(DAY, 20, 4, 4, 0, false, NpsTally.NONE));

        assertThat(score.computed()).isEqualByComparingTo("100");
        assertThat(score.coverage()).isEqualByComparingTo("0.6667");
        assertThat(score.confidence()).isEqualTo(Confidence.LOW);
    }

    @Test
    void saysUnknownWhenLessThanHalfIsCovered() {
        HealthScore score = scorer.score(Scorer.Seen.of(
                AccountDays.on(DAY)
                        .fact("{\"core_features\": [\"a\", \"b\", \"c\", \"d\"]}")
                        .said("{\"support\": {\"tickets28\": 3}, \"nps\": {\"answers\": 1, \"value\": 100,"
                                + " \"faded\": 100}}")
                        .build(),
                LifecycleStage.ADOPTION));

        assertThat(score.coverage()).isEqualByComparingTo("0.3333");
        assertThat(score.computed()).isNull();
        assertThat(score.effective()).isNull();
        assertThat(score.band()).isEqualTo(Band.UNKNOWN);
        assertThat(score.confidence()).isEqualTo(Confidence.NONE);
    }

    @Test
    void keepsTheComputedScoreBesideTheCappedOne() {
        HealthScore score = scorer.score(day(DAY.minusDays(30), 20, 4, 4, 3, true, PROMOTER));

        assertThat(score.computed()).isEqualByComparingTo("100");
        assertThat(score.effective()).isEqualByComparingTo("39");
        assertThat(score.band()).isEqualTo(Band.RED);
        assertThat(score.cap()).isNotNull();
        assertThat(score.cap().threshold()).isEqualByComparingTo("30");
    }

    @Test
    void capsFromTheFourteenthDayWithoutLogin() {
        assertThat(scorer.score(day(DAY.minusDays(13), 20, 4, 4, 3, true, PROMOTER))
                        .effective())
                .isEqualByComparingTo("100");
        assertThat(scorer.score(day(DAY.minusDays(14), 20, 4, 4, 3, true, PROMOTER))
                        .effective())
                .isEqualByComparingTo("69");
    }

    @Test
    void isNoBetterThanYellowWhenHardlyAnyCoreFeatureIsUsed() {
        Scorecard generous = withWeights("100", "1");
        HealthScore score = new Scorer(generous).score(day(DAY, 28, 4, 1, 3, true, PROMOTER));

        assertThat(score.computed()).isGreaterThan(new BigDecimal("90"));
        assertThat(score.band()).isEqualTo(Band.YELLOW);
        assertThat(score.cap()).extracting(Cap::rule).isEqualTo(CapRule.Kind.CORE_FEATURE_SHARE);
    }

    @Test
    void namesNoCapThatTakesNothing() {
        HealthScore score = scorer.score(day(DAY.minusDays(40), 0, 4, 0, 0, true, NpsTally.NONE));

        assertThat(score.computed()).isLessThan(new BigDecimal("39"));
        assertThat(score.cap()).isNull();
        assertThat(score.effective()).isEqualByComparingTo(score.computed());
    }

    @Test
    void isLessSureWithoutWhatPeopleSay() {
        Scorecard counted = new Scorecard(Cards.FOUR.measures().subList(0, 3), Cards.FOUR.caps(), Cards.FOUR.bands());
        HealthScore score = new Scorer(counted).score(day(DAY, 20, 4, 4, 3, true, PROMOTER));

        assertThat(score.coverage()).isEqualByComparingTo("1");
        assertThat(score.confidence()).isEqualTo(Confidence.LOW);
    }

    @Test
    void putsTheEdgesIntoTheUpperBand() {
        assertThat(band("70")).isEqualTo(Band.GREEN);
        assertThat(band("69.9999")).isEqualTo(Band.YELLOW);
        assertThat(band("40")).isEqualTo(Band.YELLOW);
        assertThat(band("39.9999")).isEqualTo(Band.RED);
    }

    @Test
    void findsTheBiggestLever() {
        HealthScore score = scorer.score(day(DAY, 20, 4, 0, 3, true, PROMOTER));

        assertThat(Reasons.biggestLever(score))
                .get()
                .extracting(Reasons.Lever::measure)
                .isEqualTo(MeasureKey.CORE_FEATURE_USE);
    }

    /** The band of a score that a single measure gives exactly. */
    private static Band band(String points) {
        Scorecard single = new Scorecard(
                List.of(new WeightedMeasure(
                        MeasureKey.LOGIN_FREQUENCY,
                        BigDecimal.ONE,
                        List.of(
                                new dev.keizoku.health.scorecard.Anchor(BigDecimal.ZERO, new BigDecimal(points)),
                                new dev.keizoku.health.scorecard.Anchor(BigDecimal.TEN, new BigDecimal(points))))),
                List.of(),
                Cards.FOUR.bands());
        return new Scorer(single)
                .score(day(DAY, 5, 0, 0, 0, false, NpsTally.NONE))
                .band();
    }

    private static Scorecard withWeights(String login, String others) {
        return new Scorecard(
                Cards.FOUR.measures().stream()
                        .map(line -> new WeightedMeasure(
                                line.measure(),
                                new BigDecimal(line.measure() == MeasureKey.LOGIN_FREQUENCY ? login : others),
                                line.anchors()))
                        .toList(),
                Cards.FOUR.caps(),
                Cards.FOUR.bands());
    }

    private static BigDecimal contribution(HealthScore score, MeasureKey key) {
        return score.measures().stream()
                .filter(measure -> measure.measure() == key)
                .findFirst()
                .orElseThrow()
                .contribution();
    }

    private static Scorer.Seen day(
            LocalDate lastLogin, int activeDays, int core, int used, int tickets, boolean support, NpsTally nps) {
        return Scorer.Seen.of(
                Days.day(DAY.minusYears(1), lastLogin, activeDays, core, used, true, tickets, support, nps),
                LifecycleStage.ADOPTION);
    }
}
