package dev.keizoku.health.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.Confidence;
import dev.keizoku.health.stage.LifecycleStage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A score of a day without what only the latest one has. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DayView(
        String accountId,
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
        List<HealthView.ReasonView> topReasons,
        int scorecardVersion,
        String card,
        LocalDate asOf) {

    static DayView of(ScoredDay scored, Language language) {
        return new DayView(
                scored.accountId(),
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
                HealthView.reasons(scored, language),
                scored.scorecardVersion(),
                scored.score().card(),
                scored.day());
    }
}
