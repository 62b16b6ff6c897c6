package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.plan.Plan;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.timeline.AddOn;
import dev.keizoku.subscriptions.timeline.NewTerms;
import dev.keizoku.subscriptions.timeline.Terms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes of the plans and prices a request names the terms it sets. Prices are settled here, once. */
sealed interface TermsChoice {

    record Chosen(NewTerms terms) implements TermsChoice {}

    record Unclear(Outcome.Refused why) implements TermsChoice {}

    static TermsChoice of(ChangeRequest request, @Nullable Terms present, Map<String, Plan> plans) {
        if (!request.kind().hasTerms()) {
            return new Chosen(NewTerms.NONE);
        }
        TermsWish wish = request.terms();
        return switch (main(wish, present, plans)) {
            case Unclear unclear -> unclear;
            case Chosen(NewTerms main) -> {
                Price price = main.price() != null || present == null ? main.price() : present.price();
                yield addOns(wish, main, price, plans);
            }
        };
    }

    private static TermsChoice main(TermsWish wish, @Nullable Terms present, Map<String, Plan> plans) {
        PlanId named = wish.planId();
        if (named != null && !plans.containsKey(named.value())) {
            return unclear(SubscriptionsProblem.UNKNOWN_REFERENCE, "plan_id", "There is no plan " + named + ".");
        }
        PriceWish price = wish.price();
        PlanId meant = named != null || present == null ? named : present.planId();
        boolean samePlan = present != null && present.planId().equals(meant);
        boolean keepsPrice = samePlan && !price.choosesOfPlan();
        if (price.price() != null || meant == null || keepsPrice) {
            return new Chosen(new NewTerms(named, wish.quantity(), price.price()));
        }
        Plan plan = plans.get(meant.value());
        Price chosen = plan == null ? null : price.of(plan, present == null ? null : present.price());
        return chosen == null ? noPrice("price", meant) : new Chosen(new NewTerms(named, wish.quantity(), chosen));
    }

    private static TermsChoice addOns(TermsWish wish, NewTerms main, @Nullable Price price, Map<String, Plan> plans) {
        List<AddOn> chosen = null;
        if (wish.addOns() != null) {
            chosen = new ArrayList<>();
            for (AddOnWish addOn : wish.addOns()) {
                String field = "add_ons/" + chosen.size();
                Plan plan = plans.get(addOn.planId().value());
                if (plan == null) {
                    return unclear(
                            SubscriptionsProblem.UNKNOWN_REFERENCE,
                            field + "/plan_id",
                            "There is no plan " + addOn.planId() + ".");
                }
                Price own = addOn.price().price();
                Price its = own == null ? addOn.price().of(plan, price) : own;
                if (its == null) {
                    return noPrice(field + "/price", addOn.planId());
                }
                BigDecimal quantity = addOn.quantity() == null ? BigDecimal.ONE : addOn.quantity();
                chosen.add(new AddOn(addOn.itemId(), addOn.planId(), quantity, its));
            }
        }
        return new Chosen(
                new NewTerms(main.planId(), main.quantity(), main.price(), chosen, wish.minimum(), wish.term()));
    }

    private static TermsChoice noPrice(String field, PlanId plan) {
        return unclear(
                SubscriptionsProblem.PRICE_NOT_CHOSEN,
                field,
                "Not exactly one price of plan " + plan + " fits. Send the price, or currency and interval.");
    }

    private static TermsChoice unclear(SubscriptionsProblem problem, String field, String detail) {
        return new Unclear(new Outcome.Refused(problem, field, detail));
    }
}
