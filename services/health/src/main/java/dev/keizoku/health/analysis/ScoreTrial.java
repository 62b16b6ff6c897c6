package dev.keizoku.health.analysis;

import dev.keizoku.health.model.learn.Interval;
import dev.keizoku.health.model.learn.Prediction;
import dev.keizoku.health.model.learn.Ranking;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hipparchus.stat.descriptive.rank.Median;
import org.jspecify.annotations.Nullable;

/**
 * How well the score itself told who would leave.
 *
 * <p>The computed score is judged and not the one in force: people set overrides knowing more than the measures.
 *
 * @param precision how many of the so many lowest scores of each month left
 * @param precisionByWeek how many of the so many lowest scores of each week left soon
 * @param detected the part of the leavers who showed a signal of medium strength before
 * @param medianLeadDays from a leaver's first such signal to the day it left on
 */
record ScoreTrial(
        int observations,
        int leavers,
        @Nullable Double auc,
        @Nullable Interval aucInterval,
        @Nullable Double lift,
        @Nullable Double precision,
        @Nullable Double precisionByWeek,
        @Nullable Double detected,
        @Nullable Double medianLeadDays) {

    private static final double HIGHEST = 100;
    private static final double TENTH = 0.1;

    /**
     * A score before a month, and what followed.
     *
     * @param firstSignOn the first day on which a signal by itself made the risk medium
     * @param leftOn the day it left on, where it is known
     */
    record Scored(
            String accountId,
            LocalDate month,
            double score,
            boolean left,
            @Nullable LocalDate firstSignOn,
            @Nullable LocalDate leftOn) {

        /** Where the day is not known, the month it left in began on its first. */
        private long lead() {
            return ChronoUnit.DAYS.between(firstSignOn, Objects.requireNonNullElse(leftOn, month));
        }
    }

    /** A score of a week that is low enough for somebody to look at, and whether the account left soon. */
    record Listed(String accountId, LocalDate day, double score, boolean left) {

        private Prediction prediction() {
            return new Prediction(accountId, day, HIGHEST - score, left, false);
        }
    }

    /** How many accounts a team can look after. */
    record Capacity(int perMonth, int perWeek) {}

    static ScoreTrial of(List<Scored> scores, List<Listed> lists, Capacity capacity) {
        List<Prediction> predictions = scores.stream()
                .map(scored -> new Prediction(
                        scored.accountId(), scored.month(), HIGHEST - scored.score(), scored.left(), false))
                .toList();
        Ranking ranking = Ranking.of(predictions);
        List<Scored> leavers = scores.stream().filter(Scored::left).toList();
        double[] leads = leavers.stream()
                .filter(leaver -> leaver.firstSignOn() != null)
                .mapToDouble(Scored::lead)
                .toArray();
        return new ScoreTrial(
                scores.size(),
                leavers.size(),
                ranking.auc(),
                ranking.aucInterval(),
                ranking.lift(TENTH),
                precision(predictions, capacity.perMonth()),
                precision(lists.stream().map(Listed::prediction).toList(), capacity.perWeek()),
                leavers.isEmpty() ? null : (double) leads.length / leavers.size(),
                leads.length == 0 ? null : new Median().evaluate(leads));
    }

    /** What a team that can look after so many accounts each time would have met. */
    private static @Nullable Double precision(List<Prediction> predictions, int each) {
        Collection<List<Prediction>> times = predictions.stream()
                .collect(Collectors.groupingBy(Prediction::on))
                .values();
        double met = 0;
        int looked = 0;
        for (List<Prediction> time : times) {
            int count = Math.min(each, time.size());
            Double precision = Ranking.of(time).precisionAt(count);
            met += precision == null ? 0 : precision * count;
            looked += count;
        }
        return looked == 0 ? null : met / looked;
    }
}
