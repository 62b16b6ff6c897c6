package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.PriceBody;
import dev.keizoku.subscriptions.timeline.ContractTerm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What requests say of what is subscribed to beside the main plan. */
final class ItemBodies {

    private ItemBodies() {}

    /** An add-on. */
    record NewAddOn(
            @NotNull String itemId,
            @NotNull PlanId planId,
            @Nullable BigDecimal quantity,
            @Valid @Nullable PriceBody price,
            @Nullable Currency currency,
            @Nullable IntervalUnit interval) {

        AddOnWish toWish(String path, List<FieldError> errors) {
            try {
                CallerId.check(itemId);
            } catch (IllegalArgumentException unfit) {
                errors.add(new FieldError(path + "/item_id", "invalid_value", String.valueOf(unfit.getMessage())));
            }
            return new AddOnWish(itemId, planId, quantity, wish(path, price, currency, interval, errors));
        }
    }

    /** A term of a contract. */
    record NewTerm(
            @NotNull Instant startsAt,
            @NotNull Instant endsAt,
            @Nullable Boolean autoRenew) {

        ContractTerm toTerm(List<FieldError> errors) {
            boolean ends = endsAt.isAfter(startsAt);
            if (!ends) {
                errors.add(new FieldError("/term/ends_at", "invalid_value", "A term ends after it starts."));
            }
            // A term that does not end stands for one that was said, so that its end is all that is found wrong.
            Instant end = ends ? endsAt : startsAt.plus(1, ChronoUnit.DAYS);
            return new ContractTerm(startsAt, end, autoRenew != null && autoRenew);
        }
    }

    static @Nullable List<AddOnWish> wishes(@Nullable List<NewAddOn> addOns, List<FieldError> errors) {
        if (addOns == null) {
            return null;
        }
        List<AddOnWish> wishes = new ArrayList<>();
        for (NewAddOn addOn : addOns) {
            wishes.add(addOn.toWish("/add_ons/" + wishes.size(), errors));
        }
        return wishes;
    }

    static PriceWish wish(
            String path,
            @Nullable PriceBody price,
            @Nullable Currency currency,
            @Nullable IntervalUnit interval,
            List<FieldError> errors) {
        if (price != null && (currency != null || interval != null)) {
            errors.add(new FieldError(
                    path + "/price", "not_applicable", "Send the price, or which of the plan's is meant, not both."));
        }
        return new PriceWish(price == null ? null : price.toPrice(), currency, interval, null);
    }
}
