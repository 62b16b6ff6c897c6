package dev.keizoku.health.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.model.Rounded;
import dev.keizoku.health.model.learn.Interval;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How good the score was, on the wire. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ScoreTrialView(
        LocalDate from,
        LocalDate to,
        @Nullable LocalDate observedThrough,
        int sampledOneIn,
        int observations,
        int leavers,
        @Nullable BigDecimal auc,
        @Nullable BigDecimal aucLow,
        @Nullable BigDecimal aucHigh,
        @JsonProperty("lift_lowest_10") @Nullable BigDecimal liftLowest10,
        int perMonth,
        @Nullable BigDecimal precision,
        int perWeek,
        @Nullable BigDecimal precisionByWeek,
        @Nullable BigDecimal detectedShare,
        @Nullable BigDecimal medianLeadDays) {

    static ScoreTrialView of(
            ScoreTrial trial,
            AnalysisStore.Scope scope,
            @Nullable LocalDate observedThrough,
            int oneIn,
            ScoreTrial.Capacity asked) {
        Interval interval = trial.aucInterval();
        return new ScoreTrialView(
                scope.from(),
                scope.to(),
                observedThrough,
                oneIn,
                trial.observations(),
                trial.leavers(),
                Rounded.of(trial.auc()),
                interval == null ? null : Rounded.of(interval.low()),
                interval == null ? null : Rounded.of(interval.high()),
                Rounded.of(trial.lift()),
                asked.perMonth(),
                Rounded.of(trial.precision()),
                asked.perWeek(),
                Rounded.of(trial.precisionByWeek()),
                Rounded.of(trial.detected()),
                Rounded.of(trial.medianLeadDays()));
    }
}
