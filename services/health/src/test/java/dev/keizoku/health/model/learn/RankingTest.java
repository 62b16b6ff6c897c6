package dev.keizoku.health.model.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    @Test
    void countsPairsInTheRightOrderAndTiesHalf() {
        assertThat(ranking(said(0.9, true), said(0.1, false)).auc()).isEqualTo(1);
        assertThat(ranking(said(0.1, true), said(0.9, false)).auc()).isEqualTo(0);
        assertThat(ranking(said(0.5, true), said(0.5, false)).auc()).isEqualTo(0.5);
        assertThat(ranking(said(0.9, true), said(0.5, false), said(0.5, true), said(0.1, false))
                        .auc())
                .isEqualTo(0.875);
    }

    @Test
    void comparesOnlyThoseOfOneDay() {
        // Four times as many leave later, and the scores know that; among those of one day they say nothing.
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            predictions.add(new Prediction("a" + i, DAY, 0.1, i % 10 == 0, false));
            predictions.add(new Prediction("a" + i, DAY.plusMonths(6), 0.4, i % 5 < 2, false));
        }

        Ranking ranking = Ranking.of(predictions);

        assertThat(ranking.auc()).isEqualTo(0.5);
        assertThat(ranking.lift(0.1)).isCloseTo(1, within(1e-12));
        assertThat(ranking.aucInterval()).isEqualTo(new Interval(0.5, 0.5));
    }

    @Test
    void agreesWithTheSumOfRanks() {
        List<Prediction> predictions = drawn(500);
        double[] scores = predictions.stream().mapToDouble(Prediction::score).toArray();
        double[] ranks = new NaturalRanking(TiesStrategy.AVERAGE).rank(scores);
        double sum = 0;
        double leavers = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (predictions.get(i).left()) {
                sum += ranks[i];
                leavers++;
            }
        }
        double expected = (sum - leavers * (leavers + 1) / 2) / (leavers * (ranks.length - leavers));

        assertThat(Ranking.of(predictions).auc()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void theIntervalIsTheSameInAnyOrderAndHoldsTheFigure() {
        List<Prediction> predictions = new ArrayList<>(drawn(300));
        Ranking ranking = Ranking.of(predictions);
        Interval interval = ranking.aucInterval();
        Collections.shuffle(predictions, new Random(4));

        assertThat(Ranking.of(predictions).aucInterval()).isEqualTo(interval);
        assertThat(ranking.auc()).isBetween(interval.low(), interval.high());
    }

    @Test
    void repeatingAnAccountMakesNothingSurer() {
        List<Prediction> once = drawn(120);
        List<Prediction> tenTimes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tenTimes.addAll(once);
        }
        Interval narrow = Ranking.of(tenTimes).aucInterval();
        Interval wide = Ranking.of(once).aucInterval();

        assertThat(narrow.high() - narrow.low()).isCloseTo(wide.high() - wide.low(), within(1e-9));
    }

    @Test
    void saysNothingWhereNobodyLeftOrNobodyStayed() {
        assertThat(ranking(said(0.4, false), said(0.2, false)).auc()).isNull();
        assertThat(ranking(said(0.4, true)).auc()).isNull();
        assertThat(ranking(said(0.4, true)).aucInterval()).isNull();
        assertThat(ranking(said(0.4, false)).lift(0.1)).isNull();
    }

    @Test
    void liftsByHowMuchMoreTheHighestTenthLeft() {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            predictions.add(said(i, i >= 95 || i < 5));
        }
        assertThat(Ranking.of(predictions).lift(0.1)).isEqualTo(5);
    }

    @Test
    void scoresThatSayNothingLiftByOne() {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            predictions.add(said(0.3, i % 7 == 0));
        }
        assertThat(Ranking.of(predictions).lift(0.1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void precisionIsThePartOfTheHighestThatLeft() {
        Ranking ranking = ranking(said(0.9, true), said(0.8, false), said(0.1, true));
        assertThat(ranking.precisionAt(1)).isEqualTo(1);
        assertThat(ranking.precisionAt(2)).isEqualTo(0.5);
        assertThat(ranking.precisionAt(4)).isNull();
    }

    private static List<Prediction> drawn(int count) {
        SplittableRandom random = new SplittableRandom(7);
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double score = random.nextInt(20) / 20.0;
            predictions.add(new Prediction("a" + i, DAY, score, random.nextDouble() < 0.1 + score / 2, false));
        }
        return predictions;
    }

    private static Ranking ranking(Prediction... predictions) {
        return Ranking.of(List.of(predictions));
    }

    private static Prediction said(double score, boolean left) {
        return new Prediction("a" + score + left, DAY, score, left, false);
    }
}
