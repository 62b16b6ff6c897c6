package dev.keizoku.health.expansion;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings as they are sent: what is left out is as every tenant starts. */
record ExpansionSettingsBody(
        @Nullable @Min(90) @Max(180) Integer floorDays,

        @Nullable @DecimalMin("0.01") @DecimalMax("1") @Digits(integer = 1, fraction = 4) BigDecimal limitNotice,

        @Nullable @Min(1) @Max(1000) Integer gatedAttempts,
        @Nullable @Min(0) @Max(365) Integer renewalFromDays,
        @Nullable @Min(0) @Max(365) Integer renewalToDays,
        @Nullable @Min(1) @Max(365) Integer coolDownDays,

        @Nullable @DecimalMin("0.01") @DecimalMax("1") @Digits(integer = 1, fraction = 4) BigDecimal downsellShare,

        @Nullable @Min(7) @Max(90) Integer downsellDays,
        @Nullable @Min(1) @Max(90) Integer trialDays,
        @Nullable Money salesFrom,

        @Nullable @DecimalMin("-100") @DecimalMax("100") @Digits(integer = 3, fraction = 4) BigDecimal loyalNps,

        @Nullable @DecimalMin("1") @DecimalMax("5") @Digits(integer = 1, fraction = 4) BigDecimal loyalCsat,

        @Nullable @Min(1) @Max(3650) Integer loyalDays) {

    private static final ExpansionSettings INITIAL = ExpansionSettings.DEFAULT;

    /** What is wrong with them beyond the form of their fields. */
    List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        ExpansionSettings settings = toSettings();
        if (settings.renewalFromDays() > settings.renewalToDays()) {
            errors.add(new FieldError("/renewal_to_days", "not_ascending", "The last day is not before the first."));
        }
        if (salesFrom != null && salesFrom.amount().signum() < 0) {
            errors.add(new FieldError("/sales_from", "invalid_value", "Expected an amount from 0 on."));
        }
        return errors;
    }

    ExpansionSettings toSettings() {
        return new ExpansionSettings(
                Objects.requireNonNullElse(floorDays, INITIAL.floorDays()),
                Objects.requireNonNullElse(limitNotice, INITIAL.limitNotice()),
                Objects.requireNonNullElse(gatedAttempts, INITIAL.gatedAttempts()),
                Objects.requireNonNullElse(renewalFromDays, INITIAL.renewalFromDays()),
                Objects.requireNonNullElse(renewalToDays, INITIAL.renewalToDays()),
                Objects.requireNonNullElse(coolDownDays, INITIAL.coolDownDays()),
                Objects.requireNonNullElse(downsellShare, INITIAL.downsellShare()),
                Objects.requireNonNullElse(downsellDays, INITIAL.downsellDays()),
                Objects.requireNonNullElse(trialDays, INITIAL.trialDays()),
                salesFrom,
                Objects.requireNonNullElse(loyalNps, INITIAL.loyalNps()),
                Objects.requireNonNullElse(loyalCsat, INITIAL.loyalCsat()),
                Objects.requireNonNullElse(loyalDays, INITIAL.loyalDays()));
    }
}
