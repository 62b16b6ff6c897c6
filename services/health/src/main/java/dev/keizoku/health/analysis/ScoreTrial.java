package dev.keizoku.health.analysis;

import dev.keizoku.health.model.learn.Interval;
import dev.keizoku.health.model.learn.Prediction;
import dev.keizoku.health.model.learn.Ranking;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.hipparchus.stat.descriptive.rank.Median;
import org.jspecify.annotations.Nullable;

/**
 * How well the score itself told who would leave.
 *
 * <p>The computed score is judged and not the one in force: people set overrides knowing more than the measures.
 *
 * @param precision how many of the so many lowest scores of each month left
 * @param detected the part of the leavers who showed any signal before
 * @param medianLeadDays from a leaver's first signal to the month it left in
 */
record ScoreTrial(
        int observations,
        int leavers,
        @Nullable Double auc,
        @Nullable Interval aucInterval,
        @Nullable Double lift,
        @Nullable Double precision,
        @Nullable Double detected,
        @Nullable Double medianLeadDays) {

    private static final double HIGHEST = 100;
    private static final double TENTH = 0.1;

    /** A score before a month, and what followed. */
    record Scored(
            String accountId,
            LocalDate month,
            double score,
            boolean left,
            @Nullable LocalDate firstSignOn) {}

    static ScoreTrial of(List<Scored> scores, int perMonth) {
        Ranking ranking = Ranking.of(predictions(scores));
        List<Scored> leavers = scores.stream().filter(Scored::left).toList();
        double[] leads = leavers.stream()
                .filter(leaver -> leaver.firstSignOn() != null)
                .mapToDouble(leaver -> ChronoUnit.DAYS.between(leaver.firstSignOn(), leaver.month()))
                .toArray();
        return new ScoreTrial(
                scores.size(),
                leavers.size(),
                ranking.auc(),
                ranking.aucInterval(),
                ranking.lift(TENTH),
                precision(scores, perMonth),
                leavers.isEmpty() ? null : (double) leads.length / leavers.size(),
                leads.length == 0 ? null : new Median().evaluate(leads));
    }

    /** What a team that can look after so many accounts a month would have met. */
    private static @Nullable Double precision(List<Scored> scores, int perMonth) {
        Collection<List<Scored>> months =
                scores.stream().collect(Collectors.groupingBy(Scored::month)).values();
        double met = 0;
        int looked = 0;
        for (List<Scored> month : months) {
            int count = Math.min(perMonth, month.size());
            Double precision = Ranking.of(predictions(month)).precisionAt(count);
            met += precision == null ? 0 : precision * count;
            looked += count;
        }
        return looked == 0 ? null : met / looked;
    }

    private static List<Prediction> predictions(List<Scored> scores) {
        return scores.stream()
                .map(scored -> new Prediction(
                        scored.accountId(), scored.month(), HIGHEST - scored.score(), scored.left(), false))
                .toList();
    }
}
