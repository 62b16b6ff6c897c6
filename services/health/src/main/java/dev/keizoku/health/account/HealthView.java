package dev.keizoku.health.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.Cap;
import dev.keizoku.health.score.Confidence;
import dev.keizoku.health.score.ManualOverride;
import dev.keizoku.health.score.Reason;
import dev.keizoku.health.score.Reasons;
import dev.keizoku.health.score.Trend;
import dev.keizoku.health.scorecard.CapRule;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.health.stage.LifecycleStage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account's latest score on the wire; a row of the list a CRM pulls and the answer for one account. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record HealthView(
        String accountId,
        @Nullable String name,
        Map<String, String> externalIds,
        @Nullable BigDecimal score,
        Band band,
        @Nullable BigDecimal computedScore,
        @Nullable OverrideView override,
        @Nullable ManualView manualOverride,
        Confidence confidence,
        BigDecimal coverage,
        TrendView trend,
        @Nullable RiskView risk,
        @Nullable LifecycleStage stage,
        @Nullable LocalDate stageSince,
        List<String> signals,
        @Nullable String expansionState,
        List<ReasonView> topReasons,
        int scorecardVersion,
        String card,
        LocalDate asOf,
        Instant scoredAt,
        long changeSeq,
        Instant updatedAt,
        boolean deleted) {

    /** What holds the score down. */
    record OverrideView(String kind, CapRule.Kind rule, BigDecimal threshold, BigDecimal maxScore) {

        static @Nullable OverrideView of(@Nullable Cap cap) {
            return cap == null ? null : new OverrideView("cap", cap.rule(), cap.threshold(), cap.maxScore());
        }
    }

    /** What somebody has set. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ManualView(
            UUID id,
            ManualOverride.Kind kind,
            @Nullable BigDecimal value,
            @Nullable Band band,
            String reasonCode) {

        static @Nullable ManualView of(@Nullable ManualOverride set) {
            return set == null ? null : new ManualView(set.id(), set.kind(), set.value(), set.band(), set.reason());
        }
    }

    /** How likely the account is to leave. */
    record RiskView(RiskLevel level, BigDecimal value) {

        static @Nullable RiskView of(ScoredDay.@Nullable RiskOfDay risk) {
            return risk == null ? null : new RiskView(risk.level(), risk.value());
        }
    }

    /** Where the score is going. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TrendView(
            String label,

            @com.fasterxml.jackson.annotation.JsonProperty("delta_30d") @Nullable BigDecimal delta30d,

            @Nullable LocalDate comparedWith) {

        static TrendView of(Trend trend) {
            return new TrendView(trend.label().key(), trend.delta(), trend.comparedWith());
        }
    }

    /** One reason, in the reader's language. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ReasonView(String code, @Nullable String measure, BigDecimal effect, String text) {

        static ReasonView of(Reason reason, @Nullable LocalDate lastLoginOn, Language language) {
            return new ReasonView(
                    reason.code(),
                    reason.measure() == null ? null : reason.measure().measure().key(),
                    reason.effect(),
                    ReasonTexts.text(reason, new ReasonTexts.Facts(lastLoginOn), language));
        }
    }

    static HealthView of(CurrentHealth current, Language language) {
        ScoredDay scored = current.scored();
        boolean gone = current.deleted();
        return new HealthView(
                scored.accountId(),
                current.name(),
                current.externalIds(),
                gone ? null : scored.score().effective(),
                gone ? Band.UNKNOWN : scored.score().band(),
                gone ? null : scored.score().computed(),
                gone ? null : OverrideView.of(scored.score().cap()),
                gone ? null : ManualView.of(scored.score().override()),
                gone ? Confidence.NONE : scored.score().confidence(),
                scored.score().coverage(),
                TrendView.of(gone ? Trend.NONE : current.trend()),
                gone ? null : RiskView.of(scored.risk()),
                gone || scored.stage() == null ? null : scored.stage().stage(),
                gone || scored.stage() == null ? null : scored.stage().since(),
                current.signals(),
                gone ? null : current.expansionState(),
                gone ? List.of() : reasons(scored, language),
                scored.scorecardVersion(),
                scored.score().card(),
                scored.day(),
                scored.scoredAt(),
                current.changeSeq(),
                current.updatedAt(),
                gone);
    }

    static List<ReasonView> reasons(ScoredDay scored, Language language) {
        return Reasons.top(scored.score()).stream()
                .map(reason -> ReasonView.of(reason, scored.lastLoginOn(), language))
                .toList();
    }
}
