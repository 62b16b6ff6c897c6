package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.Price;
import java.math.BigDecimal;

/** What is subscribed to: so many of a plan at a price each. */
public record Agreement(PlanId planId, BigDecimal quantity, Price price) {

    public Agreement {
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException("A quantity is more than zero.");
        }
        quantity = Quantities.canonical(quantity);
    }
}
