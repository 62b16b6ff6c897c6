package dev.keizoku.health.scorecard;

import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.version.DocumentKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;

/** How measures become a score. A version never changes; a change is the next version. */
public record Scorecard(
        @NotNull @Size(min = 1, max = 4) List<@NotNull @Valid WeightedMeasure> measures,
        @NotNull @Size(max = 10) List<@NotNull @Valid CapRule> caps,
        @NotNull @Valid BandEdges bands) {

    /** What a tenant starts with: the reasons are in docs/health.md. */
    public static final Scorecard DEFAULT = new Scorecard(
            List.of(
                    new WeightedMeasure(
                            MeasureKey.LOGIN_FREQUENCY,
                            BigDecimal.valueOf(20),
                            List.of(Anchor.at("0", 0), Anchor.at("4", 40), Anchor.at("12", 80), Anchor.at("20", 100))),
                    new WeightedMeasure(
                            MeasureKey.CORE_FEATURE_USE,
                            BigDecimal.valueOf(20),
                            List.of(Anchor.at("0", 0), Anchor.at("0.5", 60), Anchor.at("1", 100))),
                    new WeightedMeasure(
                            MeasureKey.SUPPORT_ENQUIRIES,
                            BigDecimal.valueOf(10),
                            List.of(
                                    Anchor.at("0", 40),
                                    Anchor.at("1", 80),
                                    Anchor.at("2", 100),
                                    Anchor.at("5", 100),
                                    Anchor.at("10", 40),
                                    Anchor.at("20", 0))),
                    new WeightedMeasure(
                            MeasureKey.NPS,
                            BigDecimal.valueOf(10),
                            List.of(Anchor.at("-100", 0), Anchor.at("0", 50), Anchor.at("100", 100)))),
            List.of(
                    new CapRule(CapRule.Kind.NO_LOGIN_DAYS, BigDecimal.valueOf(14), BigDecimal.valueOf(69)),
                    new CapRule(CapRule.Kind.NO_LOGIN_DAYS, BigDecimal.valueOf(30), BigDecimal.valueOf(39)),
                    new CapRule(CapRule.Kind.CORE_FEATURE_SHARE, new BigDecimal("0.25"), BigDecimal.valueOf(69))),
            new BandEdges(BigDecimal.valueOf(70), BigDecimal.valueOf(40)));

    /** A tenant's default scorecard, version by version. */
    public static final DocumentKind<Scorecard> KIND =
            new DocumentKind<>("scorecard.default", "scorecard", Scorecard.class, DEFAULT);

    /** Whether what people said counts beside what was counted; if not, the score is less sure. */
    public boolean usesBothKinds() {
        return usesKind(true) && usesKind(false);
    }

    private boolean usesKind(boolean qualitative) {
        return measures.stream()
                .anyMatch(line -> line.measure().qualitative() == qualitative
                        && line.weight().signum() > 0);
    }
}
