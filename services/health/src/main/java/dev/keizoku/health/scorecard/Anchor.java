package dev.keizoku.health.scorecard;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/** A point of a normaliser: this value of the measure is worth this many points. */
public record Anchor(
        @NotNull @DecimalMin("-1000000") @DecimalMax("1000000") BigDecimal value,

        @NotNull @DecimalMin("0") @DecimalMax("100") BigDecimal score) {

    static Anchor at(String value, int score) {
        return new Anchor(new BigDecimal(value), BigDecimal.valueOf(score));
    }
}
