package dev.keizoku.health.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.measure.MeasureKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a scorecard.
 *
 * @param weight any number from nought; only its share of the sum matters
 * @param anchors ascending by value
 * @param normaliser what is made of the anchors; straight lines when left out
 * @param missing what it counts for without a value; nothing when left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WeightedMeasure(
        @NotNull MeasureKey measure,

        @NotNull @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = 6) BigDecimal weight,

        @NotNull @Size(min = 2, max = 20) List<@NotNull @Valid Anchor> anchors,
        @Nullable NormaliserKind normaliser,
        @Nullable MissingPolicy missing) {

    public WeightedMeasure(MeasureKey measure, BigDecimal weight, List<Anchor> anchors) {
        this(measure, weight, anchors, null, null);
    }

    public NormaliserKind kind() {
        return Objects.requireNonNullElse(normaliser, NormaliserKind.PIECEWISE);
    }

    public MissingPolicy policy() {
        return Objects.requireNonNullElse(missing, MissingPolicy.EXCLUDE);
    }
}
