package dev.keizoku.health.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.measure.Direction;
import dev.keizoku.health.measure.MeasureCategory;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.MeasureState;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.Confidence;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.score.MeasureScore;
import dev.keizoku.health.score.Reasons;
import dev.keizoku.health.stage.LifecycleStage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a score is what it is: base plus contributions is the computed score, to the last digit. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ExplanationView(
        String accountId,
        LocalDate asOf,
        Instant knownAt,
        Instant scoredAt,
        int scorecardVersion,
        String card,
        @Nullable LifecycleStage stage,
        BigDecimal base,
        @Nullable BigDecimal computedScore,
        @Nullable BigDecimal score,
        HealthView.@Nullable OverrideView override,
        HealthView.@Nullable ManualView manualOverride,
        Band band,
        Band rawBand,
        BigDecimal coverage,
        Confidence confidence,
        @Nullable LocalDate lastLoginOn,
        List<MeasureView> measures,
        List<HealthView.ReasonView> reasons,
        @Nullable LeverView biggestLever,
        ScoreTrend trend,
        @Nullable ChangeSplit change) {

    /** What one measure did. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MeasureView(
            MeasureKey measure,
            MeasureCategory category,
            String unit,
            String kind,
            Direction direction,
            MeasureState state,
            @Nullable BigDecimal value,
            @Nullable BigDecimal input,
            @Nullable BigDecimal score,
            BigDecimal share,
            @Nullable BigDecimal contribution,
            @Nullable BigDecimal baseline,
            @Nullable LocalDate seenOn,
            @Nullable String text) {

        static MeasureView of(MeasureScore measure, Language language) {
            return new MeasureView(
                    measure.measure(),
                    measure.measure().category(),
                    measure.measure().unit(),
                    measure.measure().qualitative() ? "qualitative" : "quantitative",
                    measure.measure().direction(),
                    measure.state(),
                    measure.value(),
                    measure.input(),
                    measure.score(),
                    measure.share(),
                    measure.contribution(),
                    measure.baseline(),
                    measure.seenOn(),
                    measure.value() == null ? null : ReasonTexts.measure(measure, gives(measure), language));
        }

        private static boolean gives(MeasureScore measure) {
            return measure.score() == null || measure.score().compareTo(HealthScore.NEUTRAL) >= 0;
        }
    }

    /** What would raise the score most. */
    record LeverView(MeasureKey measure, BigDecimal gain, String text) {}

    static ExplanationView of(ScoredDay scored, ScoreTrend trend, @Nullable ChangeSplit change, Language language) {
        HealthScore score = scored.score();
        return new ExplanationView(
                scored.accountId(),
                scored.day(),
                scored.knownAt(),
                scored.scoredAt(),
                scored.scorecardVersion(),
                score.card(),
                scored.stage() == null ? null : scored.stage().stage(),
                HealthScore.NEUTRAL,
                score.computed(),
                score.effective(),
                HealthView.OverrideView.of(score.cap()),
                HealthView.ManualView.of(score.override()),
                score.band(),
                score.rawBand(),
                score.coverage(),
                score.confidence(),
                scored.lastLoginOn(),
                score.measures().stream()
                        .map(measure -> MeasureView.of(measure, language))
                        .toList(),
                HealthView.reasons(scored, language),
                Reasons.biggestLever(score)
                        .map(lever -> new LeverView(
                                lever.measure(),
                                lever.gain(),
                                ReasonTexts.lever(lever.measure(), lever.gain(), language)))
                        .orElse(null),
                trend,
                change);
    }
}
