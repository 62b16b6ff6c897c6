package dev.keizoku.health.score;

import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.measure.Held;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.Reading;
import dev.keizoku.health.measure.Readings;
import dev.keizoku.health.scorecard.CapRule;
import dev.keizoku.health.scorecard.Card;
import dev.keizoku.health.scorecard.CardFacts;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.stage.LifecycleStage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what is known of an account on a day into its score, by one version of a scorecard. */
public final class Scorer {

    /** Scores, shares and contributions are kept to this many decimals. */
    static final int SCALE = 4;

    private static final BigDecimal LEAST_COVERAGE = new BigDecimal("0.5");
    private static final BigDecimal SURE_COVERAGE = new BigDecimal("0.8");

    private final Scorecard scorecard;
    private final Hysteresis.Edges edges;
    private final List<Compiled> cards;

    public Scorer(Scorecard scorecard) {
        this(scorecard, CohortRanks.NONE);
    }

    /**
     * A scorer.
     *
     * @param ranks by which measures are ranked where the scorecard asks for it
     */
    public Scorer(Scorecard scorecard, CohortRanks ranks) {
        this.scorecard = scorecard;
        this.edges = new Hysteresis.Edges(scorecard.bands(), scorecard.margin());
        this.cards = scorecard.inOrder().stream()
                .map(card -> new Compiled(
                        card,
                        new Weigher(card, ranks),
                        scorecard.capsOf(card).stream()
                                .sorted(Comparator.comparing(CapRule::maxScore))
                                .toList(),
                        card.usesBothKinds()))
                .toList();
    }

    /** A card ready for many accounts. */
    private record Compiled(Card card, Weigher weigher, List<CapRule> capsStrictestFirst, boolean bothKinds) {}

    /**
     * What is known of an account on a day, now or as it was kept.
     *
     * @param readings those that are left out do not apply
     */
    public record Seen(LocalDate day, LifecycleStage stage, CardFacts facts, List<Reading> readings) {

        public static Seen of(AccountDay day, LifecycleStage stage) {
            return of(day, stage, null);
        }

        /**
         * A day after use began to surge.
         *
         * @param held what the account was like before; null when no surge shows
         */
        public static Seen of(AccountDay day, LifecycleStage stage, @Nullable Held held) {
            return new Seen(day.day(), stage, CardFacts.of(day), Readings.of(day, held));
        }

        String cohort() {
            return facts.cohort(stage);
        }

        /** The day of a score that was kept. */
        public static Seen of(LocalDate day, LifecycleStage stage, CardFacts facts, List<MeasureScore> kept) {
            return new Seen(
                    day, stage, facts, kept.stream().map(MeasureScore::reading).toList());
        }
    }

    /** Whether old values count, so that the measures of the run before are needed. */
    public boolean remembers() {
        return cards.stream().anyMatch(card -> card.weigher().remembers());
    }

    /** The score of the day by itself, without what was before and without what somebody has set. */
    public HealthScore score(Seen seen) {
        return score(seen, Memory.NONE, null);
    }

    /** The score of the day. */
    public HealthScore score(Seen seen, Memory memory, @Nullable ManualOverride override) {
        Compiled card = card(seen);
        HealthScore weighed = weigh(card, seen.day(), seen.cohort(), seen.readings(), memory);
        BigDecimal computed = weighed.computed();
        Cap cap = computed == null ? null : cap(card, seen, computed);
        BigDecimal ruled = cap == null ? computed : cap.maxScore().setScale(SCALE, RoundingMode.HALF_UP);
        BigDecimal effective = override == null ? ruled : override.over(ruled, scorecard.bands());
        Band raw = effective == null ? Band.UNKNOWN : band(effective);
        Band set = override == null ? null : override.band();
        return new HealthScore(
                computed,
                effective,
                cap,
                override,
                set == null ? raw : set,
                set == null ? inForce(effective, raw, cap != null || override != null, memory) : set,
                weighed.coverage(),
                weighed.confidence(),
                weighed.measures(),
                card.card().key());
    }

    /** What the measures that were kept of a day come to by one of the cards, without caps. */
    public HealthScore again(String key, LocalDate day, String cohort, List<MeasureScore> kept) {
        Compiled card = cards.stream()
                .filter(each -> each.card().key().equals(key))
                .findFirst()
                .orElseGet(cards::getLast);
        List<Reading> readings = kept.stream().map(MeasureScore::reading).toList();
        return weigh(card, day, cohort, readings, new Memory(null, null, day, kept));
    }

    private Compiled card(Seen seen) {
        for (Compiled card : cards) {
            if (card.card().matches(seen.stage(), seen.facts())) {
                return card;
            }
        }
        return cards.getLast();
    }

    private HealthScore weigh(Compiled card, LocalDate day, String cohort, List<Reading> readings, Memory memory) {
        Weigher.Weighed weighed = card.weigher().weigh(day, cohort, readings, memory);
        BigDecimal coverage = BigDecimal.valueOf(Math.round(weighed.coverage() * Weigher.UNIT), SCALE);
        if (weighed.computed() == null || coverage.compareTo(LEAST_COVERAGE) < 0) {
            List<MeasureScore> measures = weighed.measures().stream()
                    .map(MeasureScore::withoutContribution)
                    .toList();
            return new HealthScore(
                    null,
                    null,
                    null,
                    null,
                    Band.UNKNOWN,
                    Band.UNKNOWN,
                    coverage,
                    Confidence.NONE,
                    measures,
                    card.card().key());
        }
        boolean sure = coverage.compareTo(SURE_COVERAGE) >= 0 && card.bothKinds();
        Band band = band(weighed.computed());
        return new HealthScore(
                weighed.computed(),
                weighed.computed(),
                null,
                null,
                band,
                band,
                coverage,
                sure ? Confidence.NORMAL : Confidence.LOW,
                weighed.measures(),
                card.card().key());
    }

    private Band inForce(@Nullable BigDecimal effective, Band raw, boolean held, Memory memory) {
        Band rawBefore = memory.rawBand();
        Band before = memory.band();
        return effective == null || held || rawBefore == null || before == null
                ? raw
                : Hysteresis.band(effective, raw, edges, new Hysteresis.Before(rawBefore, before));
    }

    /** The strictest rule that holds and that lowers this score. */
    private static @Nullable Cap cap(Compiled card, Seen seen, BigDecimal computed) {
        for (CapRule rule : card.capsStrictestFirst()) {
            if (rule.maxScore().compareTo(computed) < 0 && holds(rule, seen)) {
                return new Cap(rule.rule(), rule.threshold(), rule.maxScore());
            }
        }
        return null;
    }

    private static boolean holds(CapRule rule, Seen seen) {
        return switch (rule.rule()) {
            case NO_LOGIN_DAYS -> {
                Integer days = seen.facts().daysSinceLogin();
                yield days != null && rule.threshold().compareTo(BigDecimal.valueOf(days)) <= 0;
            }
            case CORE_FEATURE_SHARE -> {
                double most = rule.threshold().doubleValue();
                yield seen.readings().stream()
                        .filter(reading -> reading.key() == MeasureKey.CORE_FEATURE_USE)
                        .filter(use -> use.state().present())
                        .anyMatch(use -> use.input() <= most || (use.hasBefore() && use.before() <= most));
            }
            case CANCELLATION_NOTICE -> seen.facts().cancelled();
            case URGENT_TICKET_DAYS -> {
                Integer days = seen.facts().urgentTicketDays();
                yield days != null && rule.threshold().compareTo(BigDecimal.valueOf(days)) < 0;
            }
        };
    }

    private Band band(BigDecimal score) {
        if (score.compareTo(scorecard.bands().green()) >= 0) {
            return Band.GREEN;
        }
        return score.compareTo(scorecard.bands().yellow()) >= 0 ? Band.YELLOW : Band.RED;
    }
}
