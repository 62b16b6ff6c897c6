package dev.keizoku.health.stage;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/**
 * Where the stages of a tenant's accounts begin.
 *
 * @param onboardingDays onboarding is over on this day at the latest
 * @param coreShare the line: the share of the core features an account in expansion uses
 * @param healthyDays so many green days in a row lead to expansion
 * @param retentionDays a renewal is near from so many days before it
 */
public record StageRules(
        @Min(1) @Max(365) int onboardingDays,

        @NotNull @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 4) BigDecimal coreShare,

        @Min(1) @Max(365) int healthyDays,
        @Min(0) @Max(365) int retentionDays) {

    /** What a tenant starts with. */
    public static final StageRules DEFAULT = new StageRules(90, new BigDecimal("0.5"), 28, 90);
}
