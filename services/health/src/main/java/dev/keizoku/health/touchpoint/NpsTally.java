package dev.keizoku.health.touchpoint;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The NPS answers that count for an account on a day: the latest of each respondent.
 *
 * @param value promoters minus detractors, in per cent of the answers
 * @param faded the same with every answer fading towards neutral by its age
 * @param outdated whether there are only answers that no longer count
 */
public record NpsTally(int answers, double value, double faded, boolean outdated) {

    /** An answer older than this no longer counts. */
    public static final int WINDOW_DAYS = 180;

    public static final NpsTally NONE = new NpsTally(0, 0, 0, false);

    private static final int HALF_LIFE_DAYS = 90;
    private static final int PROMOTER = 9;
    private static final int DETRACTOR = 6;

    /** One answer from 0 to 10 and its age in days. */
    public record Answer(int score, int ageDays) {}

    /** Of those who answered lately; of nobody when the last answer is too old. */
    static NpsTally from(List<DatedTouchpoint> touchpoints) {
        Collection<SurveyAnswers.Answer> counting = SurveyAnswers.latest(touchpoints, Survey.NPS, WINDOW_DAYS);
        if (counting.isEmpty()) {
            return SurveyAnswers.any(touchpoints, Survey.NPS) ? new NpsTally(0, 0, 0, true) : NONE;
        }
        return of(counting.stream()
                .map(answer -> new Answer(answer.score(), answer.ageDays()))
                .toList());
    }

    public static NpsTally of(Collection<Answer> answers) {
        if (answers.isEmpty()) {
            return NONE;
        }
        int balance = 0;
        double faded = 0;
        // Sorted, because a sum of fractions depends on its order and the score must not.
        for (Answer answer : answers.stream()
                .sorted(Comparator.comparingInt(Answer::ageDays).thenComparingInt(Answer::score))
                .toList()) {
            int opinion = answer.score() >= PROMOTER ? 1 : answer.score() <= DETRACTOR ? -1 : 0;
            balance += opinion;
            // StrictMath, so that a score computed again elsewhere equals this one to the last digit.
            faded += opinion * StrictMath.pow(0.5, (double) answer.ageDays() / HALF_LIFE_DAYS);
        }
        return new NpsTally(answers.size(), 100.0 * balance / answers.size(), 100.0 * faded / answers.size(), false);
    }
}
