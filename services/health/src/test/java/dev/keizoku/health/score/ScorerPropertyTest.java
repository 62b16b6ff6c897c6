package dev.keizoku.health.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.scorecard.Anchor;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.scorecard.WeightedMeasure;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.health.touchpoint.NpsTally;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScorerPropertyTest {

    private static final List<MeasureKey> FOUR = List.of(MeasureKey.values()).subList(0, 4);
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Property
    void contributionsSumExactlyToTheScore(@ForAll("scorecards") Scorecard scorecard, @ForAll("days") Scorer.Seen day) {
        HealthScore score = new Scorer(scorecard).score(day);

        if (score.computed() == null) {
            assertThat(score.band()).isEqualTo(Band.UNKNOWN);
            return;
        }
        BigDecimal sum = score.measures().stream()
                .map(MeasureScore::contribution)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(score.computed().subtract(HealthScore.NEUTRAL));
        assertThat(score.computed()).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(100));
        assertThat(score.effective()).isLessThanOrEqualTo(score.computed());
        assertThat(score.coverage()).isGreaterThanOrEqualTo(new BigDecimal("0.5"));
    }

    @Property
    void noContributionIsRoundedByAWholeUnit(
            @ForAll("scorecards") Scorecard scorecard, @ForAll("days") Scorer.Seen day) {
        HealthScore score = new Scorer(scorecard).score(day);
        BigDecimal weights = BigDecimal.ZERO;
        for (MeasureScore measure : score.measures()) {
            weights = measure.contribution() == null ? weights : weights.add(weight(scorecard, measure.measure()));
        }
        for (MeasureScore measure : score.measures()) {
            if (measure.contribution() != null) {
                BigDecimal exact = weight(scorecard, measure.measure())
                        .multiply(measure.score().subtract(HealthScore.NEUTRAL))
                        .divide(weights, 12, java.math.RoundingMode.HALF_UP);
                assertThat(measure.contribution().subtract(exact).abs()).isLessThan(new BigDecimal("0.0001"));
            }
        }
    }

    @Property
    void theSameInputsGiveTheSameScore(@ForAll("scorecards") Scorecard scorecard, @ForAll("days") Scorer.Seen day) {
        assertThat(new Scorer(scorecard).score(day)).isEqualTo(new Scorer(scorecard).score(day));
    }

    @Property
    void measuresSurviveBeingStored(@ForAll("scorecards") Scorecard scorecard, @ForAll("days") Scorer.Seen day) {
        List<MeasureScore> measures = new Scorer(scorecard).score(day).measures();

        assertThat(MeasuresJson.read(MeasuresJson.write(measures), dev.keizoku.kernel.StrictJson.mapper()))
                .isEqualTo(measures);
    }

    @Provide
    Arbitrary<Scorecard> scorecards() {
        Arbitrary<List<BigDecimal>> weights = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("1000000"))
                .ofScale(6)
                .list()
                .ofSize(4)
                .filter(list -> list.stream().anyMatch(weight -> weight.signum() > 0));
        Arbitrary<List<List<Anchor>>> anchors = anchors().list().ofSize(4);
        return Combinators.combine(weights, anchors).as((weight, anchor) -> {
            List<WeightedMeasure> lines = new ArrayList<>();
            for (MeasureKey key : FOUR) {
                lines.add(new WeightedMeasure(key, weight.get(key.ordinal()), anchor.get(key.ordinal())));
            }
            return new Scorecard(lines, Cards.FOUR.caps(), Cards.FOUR.bands());
        });
    }

    @Provide
    Arbitrary<Scorer.Seen> days() {
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 28);
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        Arbitrary<NpsTally> nps = Combinators.combine(
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.integers().between(0, 180))
                .as(NpsTally.Answer::new)
                .list()
                .ofMaxSize(5)
                .map(NpsTally::of);
        return Combinators.combine(small, small, small, small, flags, flags, flags, nps)
                .as((active, core, used, age, seen, usage, support, tally) -> Scorer.Seen.of(
                        Days.day(
                                DAY.minusDays(age * 2L),
                                seen ? DAY.minusDays(age) : null,
                                active,
                                core,
                                Math.min(core, used),
                                usage,
                                used,
                                support,
                                tally),
                        LifecycleStage.ADOPTION));
    }

    private static Arbitrary<List<Anchor>> anchors() {
        Arbitrary<Integer[]> values = Arbitraries.integers()
                .between(-100, 100)
                .array(Integer[].class)
                .ofMinSize(2)
                .ofMaxSize(8);
        return values.filter(array -> new TreeSet<>(Arrays.asList(array)).size() >= 2)
                .flatMap(array -> {
                    List<Integer> sorted = List.copyOf(new TreeSet<>(Arrays.asList(array)));
                    return Arbitraries.bigDecimals()
                            .between(BigDecimal.ZERO, BigDecimal.valueOf(100))
                            .ofScale(3)
                            .list()
                            .ofSize(sorted.size())
                            .map(points -> {
                                List<Anchor> anchors = new ArrayList<>();
                                for (int i = 0; i < sorted.size(); i++) {
                                    anchors.add(new Anchor(BigDecimal.valueOf(sorted.get(i)), points.get(i)));
                                }
                                return anchors;
                            });
                });
    }

    private static BigDecimal weight(Scorecard scorecard, MeasureKey key) {
        return scorecard.measures().get(key.ordinal()).weight();
    }
}
