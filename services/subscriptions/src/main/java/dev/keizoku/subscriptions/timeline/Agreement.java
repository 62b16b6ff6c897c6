package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is subscribed to: so many of a plan at a price each, what comes on top, and what is taken off.
 *
 * @param minimum what is paid each billing interval of the main price even if less is used
 * @param term how long it is agreed for
 * @param metered whether what is used is charged beside the prices
 */
public record Agreement(
        PlanId planId,
        BigDecimal quantity,
        Price price,
        List<AddOn> addOns,
        @Nullable Money minimum,
        @Nullable ContractTerm term,
        boolean metered,
        List<AppliedDiscount> discounts) {

    private static final Comparator<AddOn> BY_ITEM = Comparator.comparing(AddOn::itemId, CallerId.BYTEWISE);

    public Agreement {
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException("A quantity is more than zero.");
        }
        quantity = Quantities.canonical(quantity);
        addOns = addOns.stream().sorted(BY_ITEM).toList();
        discounts = List.copyOf(discounts);
    }

    /** Whether there is nothing to pay by these terms, whatever is used; a discount does not make them so. */
    public boolean free() {
        return minimum == null
                && !metered
                && Stream.concat(Stream.of(price), addOns.stream().map(AddOn::price))
                        .allMatch(each -> each.amount().amount().signum() == 0);
    }

    /** Why these terms cannot be; null when they can. */
    @Nullable String misfit() {
        Currency currency = price.amount().currency();
        if (addOns.stream().anyMatch(addOn -> !addOn.price().amount().currency().equals(currency))) {
            return "Add-ons are in the currency of the price, " + currency + ".";
        }
        if (minimum != null && !minimum.currency().equals(currency)) {
            return "A minimum is in the currency of the price, " + currency + "; one of 0 takes it away.";
        }
        for (AppliedDiscount applied : discounts) {
            Money off = applied.discount().amountOff();
            if (off != null && !off.currency().equals(currency)) {
                return "Discount " + applied.discount().discountId() + " is not in the currency of the price, "
                        + currency + ".";
            }
        }
        return null;
    }

    /** The discount of that id that is in force. */
    @Nullable AppliedDiscount discount(String discountId) {
        return discounts.stream()
                .filter(applied -> applied.discount().discountId().equals(discountId))
                .findFirst()
                .orElse(null);
    }

    Agreement with(AppliedDiscount discount) {
        List<AppliedDiscount> all = new ArrayList<>(discounts);
        all.add(discount);
        return new Agreement(planId, quantity, price, addOns, minimum, term, metered, all);
    }

    Agreement without(AppliedDiscount discount) {
        List<AppliedDiscount> rest = new ArrayList<>(discounts);
        rest.remove(discount);
        return new Agreement(planId, quantity, price, addOns, minimum, term, metered, rest);
    }
}
