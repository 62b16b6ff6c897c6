package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.plan.Plan;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.timeline.NewTerms;
import dev.keizoku.subscriptions.timeline.Terms;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes of the plan and price a request names the terms it sets. The price is settled here, once. */
sealed interface TermsChoice {

    record Chosen(NewTerms terms) implements TermsChoice {}

    record Unclear(Outcome.Refused why) implements TermsChoice {}

    static TermsChoice of(ChangeRequest request, @Nullable Terms present, Map<String, Plan> plans) {
        if (!request.kind().hasTerms()) {
            return new Chosen(NewTerms.NONE);
        }
        PlanId named = request.planId();
        if (named != null && !plans.containsKey(named.value())) {
            return unclear(SubscriptionsProblem.UNKNOWN_REFERENCE, "plan_id", "There is no plan " + named + ".");
        }
        PriceWish wish = request.price();
        PlanId meant = named != null || present == null ? named : present.planId();
        boolean samePlan = present != null && present.planId().equals(meant);
        boolean keepsPrice = samePlan && !wish.choosesOfPlan();
        if (wish.price() != null || meant == null || keepsPrice) {
            return new Chosen(new NewTerms(named, request.quantity(), wish.price()));
        }
        Plan plan = plans.get(meant.value());
        Price price = plan == null ? null : wish.of(plan, present == null ? null : present.price());
        if (price == null) {
            return unclear(
                    SubscriptionsProblem.PRICE_NOT_CHOSEN,
                    "price",
                    "Not exactly one price of plan " + meant + " fits. Send the price, or currency and interval.");
        }
        return new Chosen(new NewTerms(named, request.quantity(), price));
    }

    private static TermsChoice unclear(SubscriptionsProblem problem, String field, String detail) {
        return new Unclear(new Outcome.Refused(problem, field, detail));
    }
}
