package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.Price;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The part of an agreement a change sets; what is null stays as it is. */
public record NewTerms(
        @Nullable PlanId planId,
        @Nullable BigDecimal quantity,
        @Nullable Price price) {

    /** Changes nothing. */
    public static final NewTerms NONE = new NewTerms(null, null, null);

    public NewTerms {
        quantity = quantity == null ? null : Quantities.canonical(quantity);
    }

    Agreement on(Agreement agreement) {
        return new Agreement(
                planId == null ? agreement.planId() : planId,
                quantity == null ? agreement.quantity() : quantity,
                price == null ? agreement.price() : price);
    }

    /** A first agreement; null when plan or price is missing. */
    @Nullable Agreement first() {
        return planId == null || price == null
                ? null
                : new Agreement(planId, quantity == null ? BigDecimal.ONE : quantity, price);
    }
}
