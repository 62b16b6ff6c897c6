package dev.keizoku.health.expansion.offer;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.expansion.OfferKind;
import dev.keizoku.health.expansion.Requester;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An offer as it is sent.
 *
 * @param amount what it comes to in a year
 */
record NewOffer(
        @NotNull OfferKind kind,
        @Nullable Requester requestedBy,
        @Nullable PlanId planId,

        @Nullable @DecimalMin("0.000001") @Digits(integer = 14, fraction = 6) BigDecimal quantity,

        @Nullable @Min(1) @Max(120) Integer termMonths,
        @Nullable Money amount,
        @Nullable @Size(max = 5) List<@NotNull @Valid Discount> discounts,
        @Nullable Team ownerTeam,
        @Nullable @Size(max = 2000) String note) {

    /** What is taken off, and why. */
    record Discount(
            @NotNull DiscountKind kind,

            @NotNull @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 6) BigDecimal percentOff) {}

    /** Why something is taken off. */
    enum DiscountKind {
        @JsonProperty("bundle")
        BUNDLE,
        @JsonProperty("upgrade")
        UPGRADE,
        @JsonProperty("term")
        TERM
    }

    /** Who closes it. */
    enum Team {
        @JsonProperty("customer_success")
        CUSTOMER_SUCCESS,
        @JsonProperty("sales")
        SALES
    }

    boolean ours() {
        return requestedBy != Requester.CUSTOMER;
    }

    /** What is missing for its kind. */
    List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        switch (kind) {
            case UPSELL, DOWNSELL -> {
                if (planId == null && quantity == null) {
                    errors.add(required("/plan_id", "Another plan or quantity is needed."));
                }
            }
            case CROSS_SELL -> {
                if (planId == null) {
                    errors.add(required("/plan_id", "The plan of the add-on or product is needed."));
                }
            }
            case TERM_UPGRADE -> {
                if (termMonths == null) {
                    errors.add(required("/term_months", "The term is needed."));
                }
            }
        }
        if (amount != null && amount.amount().signum() < 0 && kind != OfferKind.DOWNSELL) {
            errors.add(new FieldError("/amount", "invalid_value", "Only a downsell may come to less."));
        }
        return errors;
    }

    private static FieldError required(String pointer, String detail) {
        return new FieldError(pointer, "required", detail);
    }
}
