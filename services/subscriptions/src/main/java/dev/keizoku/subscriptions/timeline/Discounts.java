package dev.keizoku.subscriptions.timeline;

import dev.keizoku.subscriptions.timeline.Lifecycle.Live;
import dev.keizoku.subscriptions.timeline.Moves.Moved;
import dev.keizoku.subscriptions.timeline.Moves.Refused;
import dev.keizoku.subscriptions.timeline.Moves.Step;

/** What discounts do to a subscription that is there. */
final class Discounts {

    private Discounts() {}

    static Step apply(Live live, Change change, Discount discount) {
        if (live.agreement().discount(discount.discountId()) != null) {
            return new Refused("Discount " + discount.discountId() + " is in force already.");
        }
        if (discount.until() != null && !discount.until().isAfter(change.effectiveAt())) {
            return new Refused("A discount ends after it takes effect.");
        }
        AppliedDiscount applied = new AppliedDiscount(change.changeId(), discount);
        return Moves.agree(live.agreement().with(applied), live::with);
    }

    static Step remove(Live live, String discountId) {
        AppliedDiscount applied = live.agreement().discount(discountId);
        return applied == null
                ? new Refused("Discount " + discountId + " is not in force.")
                : new Moved(live.with(live.agreement().without(applied)));
    }

    static Lifecycle end(Lifecycle from, String appliedBy) {
        if (from instanceof Live live) {
            for (AppliedDiscount applied : live.agreement().discounts()) {
                if (applied.changeId().equals(appliedBy)) {
                    return live.with(live.agreement().without(applied));
                }
            }
        }
        return from;
    }
}
