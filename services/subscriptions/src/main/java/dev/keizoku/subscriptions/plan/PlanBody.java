package dev.keizoku.subscriptions.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A plan as requests write it. */
public record PlanBody(
        @NotNull @Size(min = 1, max = 200) String name,
        @NotNull @Size(min = 1, max = 200) String product,
        @Min(0) @Max(1_000_000) @Nullable Integer tierRank,
        @JsonProperty("public") @Nullable Boolean isPublic,
        @Nullable Boolean legacy,
        @Nullable Boolean addOn,
        @Valid @Nullable AxesBody axes,
        @Size(max = 100) @Nullable Map<@Size(min = 1, max = 100) String, @NotNull @Valid LimitBody> limits,
        @Size(max = 500) @Nullable List<@NotNull @Size(min = 1, max = 255) String> features,
        @Size(max = 200) @Nullable List<@NotNull @Size(min = 1, max = 255) String> coreFeatures,
        @Size(max = 100) @Nullable List<@NotNull @Valid ListPriceBody> prices,
        @Size(max = 20) @Nullable List<@NotNull @Valid TermDiscountBody> termDiscounts,

        @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") @Nullable BigDecimal upgradeDiscount) {

    /** Where the plan stands among those of its product. */
    public record AxesBody(
            @Min(1) @Max(1_000_000_000) @Nullable Integer users,
            @Valid @Nullable VolumeBody volume,
            @Size(min = 1, max = 200) @Nullable String grade) {

        Offering.Axes toAxes() {
            return new Offering.Axes(
                    users, volume == null ? null : new Offering.Volume(volume.value(), volume.unit()), grade);
        }
    }

    /** So much of something. */
    public record VolumeBody(
            @NotNull @DecimalMin("0") BigDecimal value,
            @NotNull @Size(min = 1, max = 50) String unit) {}

    /** How much of something is included; without a value there is no end to it. */
    public record LimitBody(
            @DecimalMin("0") @Nullable BigDecimal value,
            @Size(min = 1, max = 50) @Nullable String unit,
            @Nullable Boolean perUnit) {

        Limit toLimit() {
            return new Limit(value, unit, perUnit != null && perUnit);
        }
    }

    /** A price of the catalogue. */
    public record ListPriceBody(
            @NotNull @NotNegative Money amount,
            @NotNull IntervalUnit interval,
            @Min(1) @Max(Price.MAX_INTERVAL_COUNT) @Nullable Integer intervalCount,
            @Valid @Nullable Tax tax,
            @Nullable Boolean metered,
            @NotNegative @Nullable Money minimum) {

        ListPrice toPrice() {
            return ListPrice.told(
                    amount,
                    interval,
                    intervalCount == null ? 1 : intervalCount,
                    tax,
                    metered != null && metered,
                    minimum);
        }

        void check(String pointer, List<FieldError> errors) {
            if (minimum == null) {
                return;
            }
            if (metered == null || !metered) {
                errors.add(
                        new FieldError(pointer + "/minimum", "not_applicable", "Only a metered price has a minimum."));
            } else if (!minimum.currency().equals(amount.currency())) {
                errors.add(new FieldError(
                        pointer + "/minimum/currency", "invalid_value", "A minimum is in the price's currency."));
            }
        }
    }

    Plan toPlan(PlanId id) {
        List<FieldError> errors = new ArrayList<>();
        boolean old = legacy != null && legacy;
        if (old && isPublic != null && isPublic) {
            errors.add(new FieldError("/legacy", "invalid_value", "A legacy plan is not on offer to everybody."));
        }
        List<ListPrice> listed = listed(errors);
        List<TermDiscount> terms =
                termDiscounts == null ? null : TermDiscountBody.read(termDiscounts, "/term_discounts", errors);
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return new Plan(
                id,
                name,
                product,
                tierRank == null ? 0 : tierRank,
                isPublic == null ? !old : isPublic,
                coreFeatures == null ? List.of() : coreFeatures,
                listed,
                new Offering(
                        axes == null ? Offering.NONE.axes() : axes.toAxes(),
                        included(),
                        features == null ? List.of() : features,
                        old,
                        addOn != null && addOn,
                        terms,
                        upgradeDiscount));
    }

    private List<ListPrice> listed(List<FieldError> errors) {
        List<ListPrice> listed = new ArrayList<>();
        List<ListPriceBody> bodies = prices == null ? List.of() : prices;
        for (int i = 0; i < bodies.size(); i++) {
            bodies.get(i).check("/prices/" + i, errors);
            listed.add(bodies.get(i).toPrice());
            if (Plan.offersTwice(listed, i)) {
                errors.add(
                        new FieldError("/prices/" + i, "repeated", "There is one price for a currency and interval."));
            }
        }
        return listed;
    }

    private Map<String, Limit> included() {
        Map<String, Limit> read = new TreeMap<>();
        if (limits != null) {
            limits.forEach((limit, body) -> read.put(limit, body.toLimit()));
        }
        return read;
    }
}
