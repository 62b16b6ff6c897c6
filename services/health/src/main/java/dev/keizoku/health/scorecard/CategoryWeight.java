package dev.keizoku.health.scorecard;

import dev.keizoku.health.measure.MeasureCategory;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/**
 * What a category counts for among the others.
 *
 * @param weight any number from nought; only its share of the sum matters
 */
public record CategoryWeight(
        @NotNull MeasureCategory category,

        @NotNull @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = 6) BigDecimal weight) {}
