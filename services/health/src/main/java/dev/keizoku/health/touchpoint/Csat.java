package dev.keizoku.health.touchpoint;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The satisfaction that counts for an account on a day: the latest answer of each respondent in 360 days, 1 to 5, that
 * with a ticket among them.
 *
 * @param mean null without answers
 * @param faded the same with every answer fading towards 3 by its age, by half in 180 days
 * @param outdated whether there are only answers that no longer count
 */
public record Csat(
        int answers,
        @Nullable Double mean,
        @Nullable Double faded,
        @Nullable LocalDate latestOn,
        boolean outdated) {

    public static final Csat NONE = new Csat(0, null, null, null, false);

    private static final Csat OUTDATED = new Csat(0, null, null, null, true);

    /** An answer older than this no longer counts. */
    static final int WINDOW_DAYS = 360;

    private static final double MIDDLE = 3;
    private static final double HALF_LIFE_DAYS = 180;

    static Csat of(List<DatedTouchpoint> touchpoints) {
        SurveyAnswers.Mean mean =
                SurveyAnswers.mean(SurveyAnswers.latest(touchpoints, Survey.CSAT, WINDOW_DAYS), MIDDLE, HALF_LIFE_DAYS);
        if (mean == null) {
            return SurveyAnswers.any(touchpoints, Survey.CSAT) ? OUTDATED : NONE;
        }
        return new Csat(mean.answers(), mean.mean(), mean.faded(), mean.latestOn(), false);
    }
}
