package dev.keizoku.health.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.measure.Direction;
import dev.keizoku.health.measure.MeasureCategory;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.stage.LifecycleStage;
import dev.keizoku.health.stage.StageRules;
import dev.keizoku.health.version.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version as it is shown: the weights also as shares, and what was left out as it is taken. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ScorecardView(
        String scorecardId,
        int version,
        List<MeasureView> measures,
        List<CapRule> caps,
        BandEdges bands,
        List<CategoryView> categories,
        BigDecimal bandMargin,
        StageRules stages,
        List<CardView> cards,
        @Nullable Instant createdAt,
        @Nullable String createdBy) {

    static ScorecardView of(Version<Scorecard> version) {
        Scorecard scorecard = version.document();
        List<Card> cards = scorecard.inOrder();
        Card forAll = cards.getLast();
        return new ScorecardView(
                Scorecard.DEFAULT_KEY,
                version.number(),
                MeasureView.all(forAll),
                scorecard.caps(),
                scorecard.bands(),
                CategoryView.all(forAll),
                scorecard.margin(),
                scorecard.stageRules(),
                cards.subList(0, cards.size() - 1).stream()
                        .map(card -> CardView.of(card, scorecard))
                        .toList(),
                version.createdAt(),
                version.createdBy());
    }

    /** A card for some accounts. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CardView(
            String key,
            @Nullable List<LifecycleStage> stages,
            @Nullable Segment segment,
            List<CategoryView> categories,
            List<MeasureView> measures,
            List<CapRule> caps) {

        static CardView of(Card card, Scorecard scorecard) {
            return new CardView(
                    card.key(),
                    card.stages(),
                    card.segment(),
                    CategoryView.all(card),
                    MeasureView.all(card),
                    scorecard.capsOf(card));
        }
    }

    /** A category of it; none where the weights are of one level. */
    record CategoryView(MeasureCategory category, BigDecimal weight, BigDecimal sharePct) {

        static List<CategoryView> all(Card card) {
            Weights weights = Weights.of(card);
            return card.categories() == null
                    ? List.of()
                    : card.categories().stream()
                            .map(each -> new CategoryView(each.category(), each.weight(), percent(weights.share(each))))
                            .toList();
        }
    }

    /** A line of it; the share is of all. */
    record MeasureView(
            MeasureKey measure,
            MeasureCategory category,
            String unit,
            String kind,
            Direction direction,
            int halfLifeDays,
            BigDecimal weight,
            BigDecimal sharePct,
            NormaliserKind normaliser,
            List<Anchor> anchors,
            MissingPolicy missing) {

        static List<MeasureView> all(Card card) {
            Weights weights = Weights.of(card);
            return card.measures().stream()
                    .map(line -> new MeasureView(
                            line.measure(),
                            line.measure().category(),
                            line.measure().unit(),
                            line.measure().qualitative() ? "qualitative" : "quantitative",
                            line.measure().direction(),
                            line.measure().halfLifeDays(),
                            line.weight(),
                            percent(weights.share(line)),
                            line.kind(),
                            line.anchors(),
                            line.policy()))
                    .toList();
        }
    }

    private static BigDecimal percent(BigDecimal share) {
        return share.movePointRight(2).setScale(2, RoundingMode.HALF_UP);
    }
}
