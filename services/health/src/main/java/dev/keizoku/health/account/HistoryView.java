package dev.keizoku.health.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.Confidence;
import dev.keizoku.health.stage.LifecycleStage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scores in the order of their days. */
record HistoryView(String accountId, String granularity, LocalDate from, LocalDate to, List<Point> data) {

    /** A day of a history. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Point(
            LocalDate day,
            @Nullable BigDecimal score,
            Band band,
            @Nullable BigDecimal computedScore,
            HealthView.@Nullable OverrideView override,
            HealthView.@Nullable ManualView manualOverride,
            Confidence confidence,
            BigDecimal coverage,
            HealthView.@Nullable RiskView risk,
            @Nullable LifecycleStage stage,
            @Nullable LocalDate stageSince,
            int scorecardVersion,
            String card) {

        static Point of(ScoredDay scored) {
            return new Point(
                    scored.day(),
                    scored.score().effective(),
                    scored.score().band(),
                    scored.score().computed(),
                    HealthView.OverrideView.of(scored.score().cap()),
                    HealthView.ManualView.of(scored.score().override()),
                    scored.score().confidence(),
                    scored.score().coverage(),
                    HealthView.RiskView.of(scored.risk()),
                    scored.stage() == null ? null : scored.stage().stage(),
                    scored.stage() == null ? null : scored.stage().since(),
                    scored.scorecardVersion(),
                    scored.score().card());
        }
    }
}
