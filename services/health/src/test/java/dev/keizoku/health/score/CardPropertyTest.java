package dev.keizoku.health.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.measure.MeasureCategory;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.MeasureState;
import dev.keizoku.health.measure.Reading;
import dev.keizoku.health.scorecard.Anchor;
import dev.keizoku.health.scorecard.Card;
import dev.keizoku.health.scorecard.CardFacts;
import dev.keizoku.health.scorecard.CategoryWeight;
import dev.keizoku.health.scorecard.MissingPolicy;
import dev.keizoku.health.scorecard.NormaliserKind;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.scorecard.WeightedMeasure;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.kernel.StrictJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Whatever the scorecard, whatever is missing and whatever somebody has set. */
class CardPropertyTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Property
    void contributionsSumExactlyToTheScore(@ForAll long seed) {
        Chance chance = new Chance(seed);
        HealthScore score = new Scorer(chance.scorecard()).score(chance.seen(), chance.memory(), chance.override());

        BigDecimal computed = score.computed();
        if (computed != null) {
            BigDecimal sum = score.measures().stream()
                    .map(MeasureScore::contribution)
                    .filter(Objects::nonNull)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum).isEqualByComparingTo(computed.subtract(HealthScore.NEUTRAL));
            assertThat(computed).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(100));
            assertThat(score.coverage()).isBetween(new BigDecimal("0.5"), BigDecimal.ONE);
        }
    }

    @Property
    void sharesSumToOneAndAreOfWhatCounts(@ForAll long seed) {
        Chance chance = new Chance(seed);
        HealthScore score = new Scorer(chance.scorecard()).score(chance.seen(), chance.memory(), null);

        if (score.computed() != null) {
            BigDecimal shares =
                    score.measures().stream().map(MeasureScore::share).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(shares.subtract(BigDecimal.ONE).abs()).isLessThan(new BigDecimal("0.002"));
            assertThat(score.measures())
                    .allMatch(measure ->
                            measure.contribution() != null || measure.share().signum() == 0);
        }
    }

    @Property
    void whatSomebodySetsIsKept(@ForAll long seed) {
        Chance chance = new Chance(seed);
        Scorer scorer = new Scorer(chance.scorecard());
        Scorer.Seen seen = chance.seen();
        ManualOverride cap =
                new ManualOverride(UUID.randomUUID(), ManualOverride.Kind.CAP, BigDecimal.valueOf(50), null, "other");
        HealthScore plain = scorer.score(seen, Memory.NONE, null);
        HealthScore held = scorer.score(seen, Memory.NONE, cap);

        assertThat(held.computed()).isEqualTo(plain.computed());
        if (plain.effective() != null) {
            assertThat(held.effective()).isEqualByComparingTo(plain.effective().min(BigDecimal.valueOf(50)));
        }
    }

    @Property
    void aKeptScoreScoredAgainIsTheSame(@ForAll long seed) {
        Chance chance = new Chance(seed);
        Scorer scorer = new Scorer(chance.scorecard());
        HealthScore first = scorer.score(chance.seen(), chance.memory(), null);
        List<MeasureScore> kept = MeasuresJson.read(MeasuresJson.write(first.measures()), StrictJson.mapper());

        HealthScore again = scorer.again(first.card(), DAY, "", kept);

        assertThat(kept).isEqualTo(first.measures());
        if (first.computed() != null) {
            assertThat(again.computed().subtract(first.computed()).abs()).isLessThan(new BigDecimal("0.5"));
            assertThat(again.coverage()).isEqualByComparingTo(first.coverage());
        }
    }

    /** Scorecards and accounts by chance; the seed tells them all. */
    private static final class Chance {

        private final Random random;

        Chance(long seed) {
            this.random = new Random(seed);
        }

        Scorecard scorecard() {
            Card last = card("last");
            List<Card> cards = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                cards.add(card("card" + i));
            }
            return new Scorecard(
                    last.measures(),
                    Cards.FOUR.caps(),
                    Cards.FOUR.bands(),
                    last.categories(),
                    null,
                    null,
                    cards.isEmpty() ? null : cards);
        }

        private Card card(String key) {
            List<WeightedMeasure> lines = new ArrayList<>();
            for (MeasureKey measure : MeasureKey.values()) {
                if (random.nextInt(3) > 0 || measure == MeasureKey.NPS) {
                    lines.add(new WeightedMeasure(
                            measure, weight(), anchors(), normaliser(measure), any(MissingPolicy.values())));
                }
            }
            List<CategoryWeight> categories = new ArrayList<>();
            for (MeasureCategory category : MeasureCategory.values()) {
                categories.add(new CategoryWeight(category, weight()));
            }
            List<LifecycleStage> stages = random.nextBoolean() ? null : List.of(any(LifecycleStage.values()));
            return new Card(key, stages, null, random.nextBoolean() ? categories : null, lines, null);
        }

        private NormaliserKind normaliser(MeasureKey measure) {
            NormaliserKind kind = any(NormaliserKind.values());
            return kind == NormaliserKind.OWN_BASELINE && !measure.hasBaseline() ? NormaliserKind.PIECEWISE : kind;
        }

        private BigDecimal weight() {
            return random.nextInt(4) == 0
                    ? BigDecimal.ZERO
                    : BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 6);
        }

        private List<Anchor> anchors() {
            List<Anchor> anchors = new ArrayList<>();
            double at = random.nextDouble() * 20 - 10;
            for (int i = 2 + random.nextInt(5); i > 0; i--) {
                anchors.add(new Anchor(BigDecimal.valueOf(at), BigDecimal.valueOf(random.nextInt(100_001), 3)));
                at += 0.01 + random.nextDouble() * 10;
            }
            return anchors;
        }

        Scorer.Seen seen() {
            List<Reading> readings = new ArrayList<>();
            for (MeasureKey key : MeasureKey.values()) {
                MeasureState state = random.nextBoolean() ? MeasureState.OK : any(MeasureState.values());
                double value = state == MeasureState.OK ? random.nextDouble() * 40 - 10 : 0;
                double baseline = key.hasBaseline() && random.nextBoolean() ? 1 + random.nextDouble() * 10 : Double.NaN;
                readings.add(new Reading(key, state, value, value, state.present() ? baseline : Double.NaN));
            }
            return new Scorer.Seen(DAY, any(LifecycleStage.values()), CardFacts.NONE, readings);
        }

        Memory memory() {
            List<MeasureScore> measures = new ArrayList<>();
            for (MeasureKey key : MeasureKey.values()) {
                if (random.nextBoolean()) {
                    BigDecimal value = BigDecimal.valueOf(random.nextInt(400_000), 4);
                    measures.add(new MeasureScore(
                            key, MeasureState.OK, value, value, null, MeasureScore.NO_SHARE, null, null, null));
                }
            }
            return new Memory(any(Band.values()), any(Band.values()), DAY.minusDays(random.nextInt(400)), measures);
        }

        @Nullable ManualOverride override() {
            ManualOverride.Kind kind = any(ManualOverride.Kind.values());
            return random.nextBoolean()
                    ? null
                    : new ManualOverride(
                            UUID.randomUUID(),
                            kind,
                            kind == ManualOverride.Kind.SET_BAND ? null : BigDecimal.valueOf(random.nextInt(101)),
                            kind == ManualOverride.Kind.SET_BAND ? Band.RED : null,
                            "other");
        }

        private <T> T any(T[] all) {
            return all[random.nextInt(all.length)];
        }
    }
}
