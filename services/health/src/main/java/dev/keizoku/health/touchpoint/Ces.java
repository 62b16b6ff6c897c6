package dev.keizoku.health.touchpoint;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How easy the account finds things: the latest answer of each respondent in 360 days, 1 to 7, 7 the easiest.
 *
 * @param mean null without answers
 * @param faded the same with every answer fading towards 4 by its age, by half in 180 days
 * @param outdated whether there are only answers that no longer count
 */
public record Ces(
        int answers,
        @Nullable Double mean,
        @Nullable Double faded,
        @Nullable LocalDate latestOn,
        boolean outdated) {

    public static final Ces NONE = new Ces(0, null, null, null, false);

    private static final Ces OUTDATED = new Ces(0, null, null, null, true);

    private static final double MIDDLE = 4;
    private static final double HALF_LIFE_DAYS = 180;

    static Ces of(List<DatedTouchpoint> touchpoints) {
        SurveyAnswers.Mean mean = SurveyAnswers.mean(
                SurveyAnswers.latest(touchpoints, Survey.CES, Csat.WINDOW_DAYS), MIDDLE, HALF_LIFE_DAYS);
        if (mean == null) {
            return SurveyAnswers.any(touchpoints, Survey.CES) ? OUTDATED : NONE;
        }
        return new Ces(mean.answers(), mean.mean(), mean.faded(), mean.latestOn(), false);
    }
}
