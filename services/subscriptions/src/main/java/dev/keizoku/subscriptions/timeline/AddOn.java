package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.Price;
import java.math.BigDecimal;

/** Something subscribed to beside the main plan. */
public record AddOn(String itemId, PlanId planId, BigDecimal quantity, Price price) {

    public AddOn {
        CallerId.check(itemId);
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException("A quantity is more than zero.");
        }
        quantity = Quantities.canonical(quantity);
    }
}
