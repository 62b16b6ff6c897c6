package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.plan.ListPrice;
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
            return new Chosen(ownPrice(wish, present, samePlan));
        }
        Plan plan = plans.get(meant.value());
        Price chosen = plan == null ? null : price.of(plan, present == null ? null : present.price());
        return plan == null || chosen == null
                ? noPrice("price", meant)
                : new Chosen(listed(wish, plan, chosen, present));
    }

    /** At a price that was agreed, or at the one there is: only who moves to another plan leaves the old one's minimum. */
    private static NewTerms ownPrice(TermsWish wish, @Nullable Terms present, boolean samePlan) {
        Price price = wish.price().price();
        if (price == null || present == null || samePlan) {
            return new NewTerms(wish.planId(), wish.quantity(), price, null, null, null, wish.metered());
        }
        Money none = Money.zero(price.amount().currency());
        boolean metered = wish.metered() != null && wish.metered();
        return new NewTerms(wish.planId(), wish.quantity(), price, null, none, null, metered);
    }

    /** At a price of the plan's, with what the plan lists for it. */
    private static NewTerms listed(TermsWish wish, Plan plan, Price price, @Nullable Terms present) {
        ListPrice listed = plan.listed(price.amount().currency(), price.interval(), price.intervalCount());
        boolean metered = listed != null && listed.metered();
        Money own = listed == null ? null : listed.minimum();
        Money minimum =
                own == null && present != null ? Money.zero(price.amount().currency()) : own;
        return new NewTerms(
                wish.planId(),
                wish.quantity(),
                price,
                null,
                minimum,
                null,
                metered || present != null ? metered : null);
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
        return new Chosen(new NewTerms(
                main.planId(),
                main.quantity(),
                main.price(),
                chosen,
                wish.minimum() == null ? main.minimum() : wish.minimum(),
                wish.term(),
                main.metered()));
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
