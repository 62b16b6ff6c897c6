package dev.keizoku.health.scorecard;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/** Where the bands begin: closed below, open above. Below yellow is red. */
public record BandEdges(
        @NotNull @DecimalMin("0") @DecimalMax("100") BigDecimal green,
        @NotNull @DecimalMin("0") @DecimalMax("100") BigDecimal yellow) {}
