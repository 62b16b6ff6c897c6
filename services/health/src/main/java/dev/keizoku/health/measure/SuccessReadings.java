package dev.keizoku.health.measure;

import dev.keizoku.health.touchpoint.Success;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Setting up, first value, goals and the stages of the plan. What nobody has planned is not judged. */
final class SuccessReadings {

    private SuccessReadings() {}

    /** The days a new account waits; none once it has its first value, and nothing where nobody tells of any. */
    static Reading firstValue(AccountDay day) {
        MeasureKey key = MeasureKey.FIRST_VALUE;
        if (day.firstValueOn() != null) {
            return Reading.present(key, 0);
        }
        LocalDate since = day.since();
        boolean told = setupSteps(day).state().present() || day.said().success().planned() > 0;
        if (since == null || !told || Readings.tooYoung(day)) {
            return Reading.absent(key, MeasureState.NOT_APPLICABLE);
        }
        return Reading.present(key, Math.max(0, ChronoUnit.DAYS.between(since, day.day())));
    }

    static Reading setupSteps(AccountDay day) {
        int steps = day.usage() == null ? 0 : day.usage().onboarding().steps().size();
        return steps == 0
                ? Reading.absent(MeasureKey.SETUP_STEPS, MeasureState.NOT_APPLICABLE)
                : Reading.present(MeasureKey.SETUP_STEPS, steps);
    }

    /** Of the stages that are overdue or reached, those reached; one that is overdue counts as far as it has come. */
    static Reading planProgress(AccountDay day) {
        int due = 0;
        double reached = 0;
        for (Success.Stage stage : day.said().success().stages()) {
            if (stage.reached() == stage.planned()) {
                reached++;
                due++;
            } else if (stage.overdue() > 0) {
                reached += stage.progress();
                due++;
            }
        }
        return share(MeasureKey.PLAN_PROGRESS, reached, due);
    }

    static Reading goalsReached(AccountDay day) {
        Success success = day.said().success();
        return share(
                MeasureKey.GOALS_REACHED, success.reached() + success.partial(), success.reached() + success.overdue());
    }

    static Reading outcome(AccountDay day) {
        BigDecimal score = Outcome.of(day).score();
        return score == null || Readings.tooYoung(day)
                ? Reading.absent(MeasureKey.OUTCOME, MeasureState.NOT_APPLICABLE)
                : Reading.present(MeasureKey.OUTCOME, score.doubleValue());
    }

    private static Reading share(MeasureKey key, double reached, int due) {
        return due == 0 ? Reading.absent(key, MeasureState.NOT_APPLICABLE) : Reading.present(key, reached / due);
    }
}
