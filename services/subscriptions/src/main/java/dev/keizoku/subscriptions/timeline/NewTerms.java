package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.Price;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of an agreement a change sets; what is null stays as it is.
 *
 * @param addOns all of them, in the place of those there were
 * @param minimum 0 takes the present one away
 * @param metered whether what is used is charged beside the price
 */
public record NewTerms(
        @Nullable PlanId planId,
        @Nullable BigDecimal quantity,
        @Nullable Price price,
        @Nullable List<AddOn> addOns,
        @Nullable Money minimum,
        @Nullable ContractTerm term,
        @Nullable Boolean metered) {

    /** Changes nothing. */
    public static final NewTerms NONE = new NewTerms(null, null, null);

    public NewTerms {
        quantity = quantity == null ? null : Quantities.canonical(quantity);
        addOns = addOns == null ? null : List.copyOf(addOns);
        minimum = minimum == null ? null : Quantities.canonical(minimum);
    }

    /** Sets the main item alone. */
    public NewTerms(@Nullable PlanId planId, @Nullable BigDecimal quantity, @Nullable Price price) {
        this(planId, quantity, price, null, null, null, null);
    }

    Agreement on(Agreement agreement) {
        return new Agreement(
                planId == null ? agreement.planId() : planId,
                quantity == null ? agreement.quantity() : quantity,
                price == null ? agreement.price() : price,
                addOns == null ? agreement.addOns() : addOns,
                minimum == null ? agreement.minimum() : counting(minimum),
                term == null ? agreement.term() : term,
                metered == null ? agreement.metered() : metered,
                agreement.discounts());
    }

    /** A first agreement; null when plan or price is missing. */
    @Nullable Agreement first() {
        return planId == null || price == null
                ? null
                : new Agreement(
                        planId,
                        quantity == null ? BigDecimal.ONE : quantity,
                        price,
                        addOns == null ? List.of() : addOns,
                        minimum == null ? null : counting(minimum),
                        term,
                        metered != null && metered,
                        List.of());
    }

    private static @Nullable Money counting(Money minimum) {
        return minimum.amount().signum() == 0 ? null : minimum;
    }
}
