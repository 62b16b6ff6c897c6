package dev.keizoku.health.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.stage.StageRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How measures become a score. A version never changes; a change is the next version.
 *
 * @param measures what counts for the accounts no card is for
 * @param caps the rules that hold a score down, where a card does not have its own
 * @param categories shares the weight among categories first; without it the weights are of one level
 * @param bandMargin how far past its edge a band is left at once; 3 when left out
 * @param stages where the lifecycle stages begin; as every tenant starts when left out
 * @param cards what counts for accounts in some stages or segments: the first that matches
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scorecard(
        @NotNull @Size(min = 1, max = 40) List<@NotNull @Valid WeightedMeasure> measures,
        @NotNull @Size(max = 10) List<@NotNull @Valid CapRule> caps,
        @NotNull @Valid BandEdges bands,
        @Nullable @Size(min = 1, max = 8) List<@NotNull @Valid CategoryWeight> categories,

        @Nullable @DecimalMin("0") @DecimalMax("20") @Digits(integer = 2, fraction = 4) BigDecimal bandMargin,

        @Nullable @Valid StageRules stages,
        @Nullable @Size(max = 20) List<@NotNull @Valid Card> cards) {

    /** The key of what counts for the accounts no card is for. */
    public static final String DEFAULT_KEY = "default";

    private static final BigDecimal MARGIN = BigDecimal.valueOf(3);

    public Scorecard(List<WeightedMeasure> measures, List<CapRule> caps, BandEdges bands) {
        this(measures, caps, bands, null, null, null, null);
    }

    /** All cards in the order in which they are tried; the last is for everybody. */
    public List<Card> inOrder() {
        Card last = new Card(DEFAULT_KEY, null, null, categories, measures, caps);
        return cards == null
                ? List.of(last)
                : Stream.concat(cards.stream(), Stream.of(last)).toList();
    }

    /** The rules that hold a card's scores down. */
    public List<CapRule> capsOf(Card card) {
        return Objects.requireNonNullElse(card.caps(), caps);
    }

    /** The measures that are ranked among accounts of the same kind, in any card. */
    public Set<MeasureKey> ranked() {
        return inOrder().stream()
                .flatMap(card -> card.measures().stream())
                .filter(line -> line.kind() == NormaliserKind.PERCENTILE)
                .map(WeightedMeasure::measure)
                .collect(Collectors.toUnmodifiableSet());
    }

    public BigDecimal margin() {
        return Objects.requireNonNullElse(bandMargin, MARGIN);
    }

    public StageRules stageRules() {
        return Objects.requireNonNullElse(stages, StageRules.DEFAULT);
    }
}
