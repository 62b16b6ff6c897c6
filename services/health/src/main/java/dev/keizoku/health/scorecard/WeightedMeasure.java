package dev.keizoku.health.scorecard;

import dev.keizoku.health.measure.MeasureKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;

/**
 * One line of a scorecard.
 *
 * @param weight any number from nought; only its share of the sum matters
 * @param anchors the normaliser, ascending by value: straight lines between the points, level beyond the ends
 */
public record WeightedMeasure(
        @NotNull MeasureKey measure,

        @NotNull @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = 6) BigDecimal weight,

        @NotNull @Size(min = 2, max = 20) List<@NotNull @Valid Anchor> anchors) {}
