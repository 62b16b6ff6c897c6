package dev.keizoku.subscriptions.quote;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.offer.Offers;
import dev.keizoku.subscriptions.plan.Plan;
import dev.keizoku.subscriptions.plan.Plans;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.subscription.AccountSubscriptions;
import dev.keizoku.subscriptions.subscription.Subscription;
import dev.keizoku.subscriptions.timeline.Terms;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Makes of what is asked for the change that would be recorded, at which price and when. */
@Singleton
class Planning {

    private final Plans plans;
    private final Offers offers;
    private final AccountSubscriptions owned;
    private final Jdbi jdbi;

    Planning(Plans plans, Offers offers, AccountSubscriptions owned, Jdbi jdbi) {
        this.plans = plans;
        this.offers = offers;
        this.owned = owned;
        this.jdbi = jdbi;
    }

    /**
     * A change that could be.
     *
     * @param atOnce whether it does not wait, though it makes less
     * @param atTheEnd whether it waits, though it makes no less
     * @param paidUntil the end of what is paid for or agreed; null when nothing is
     */
    record Draft(
            Planned planned,
            List<Reduction> discounts,
            boolean atOnce,
            boolean atTheEnd,
            @Nullable Instant paidUntil) {}

    Draft of(TenantId tenant, AccountId account, Subscription subscription, Asked asked, Instant now, ZoneId zone) {
        Terms present = subscription.timeline().at(now);
        Terms terms =
                present == null ? subscription.timeline().entries().getFirst().after() : present;
        Instant paidUntil = subscription.renewalDue(now, zone);
        Planned bare = new Planned(
                asked.subscriptionId(),
                asked.kind() == Asked.Kind.CANCEL,
                asked.planId(),
                asked.quantity(),
                null,
                null,
                null,
                asked.termMonths(),
                asked.effectiveAt(),
                asked.reason(),
                asked.reasonCode(),
                subscription.fingerprints());
        return switch (asked.kind()) {
            case CANCEL -> new Draft(bare, List.of(), false, true, paidUntil);
            case CHANGE_QUANTITY -> new Draft(bare, List.of(), false, false, paidUntil);
            case CHANGE_PLAN -> priced(tenant, account, asked, terms, terms.price(), bare, paidUntil, now, false);
            case CHANGE_TERM -> {
                Price interval = Pricing.term(terms.price(), months(asked));
                boolean longer = interval.longerThan(terms.price());
                Draft draft = priced(tenant, account, asked, terms, interval, bare, paidUntil, now, longer);
                yield new Draft(draft.planned(), draft.discounts(), longer, !longer, paidUntil);
            }
        };
    }

    private Draft priced(
            TenantId tenant,
            AccountId account,
            Asked asked,
            Terms terms,
            Price interval,
            Planned bare,
            @Nullable Instant paidUntil,
            Instant now,
            boolean atOnce) {
        PlanId target = asked.planId() == null ? terms.planId() : asked.planId();
        Map<String, Plan> known = jdbi.withHandle(handle -> plans.find(
                handle, tenant, List.of(target.value(), terms.planId().value())));
        Plan to = known.get(target.value());
        if (to == null) {
            throw refused(SubscriptionsProblem.UNKNOWN_REFERENCE, "There is no plan " + target + ".");
        }
        Pricing pricing =
                new Pricing(offers.termDiscounts(tenant), offers.bundles(tenant), others(tenant, account, asked, now));
        Pricing.Priced priced = pricing.price(
                to,
                asked.kind() == Asked.Kind.CHANGE_PLAN
                        ? known.get(terms.planId().value())
                        : null,
                terms.price().amount().currency(),
                interval.interval(),
                interval.intervalCount());
        if (priced == null) {
            throw refused(
                    SubscriptionsProblem.PRICE_NOT_CHOSEN,
                    "Plan " + target + " has no price for that interval in "
                            + terms.price().amount().currency() + ", and no monthly one to make it of.");
        }
        return new Draft(
                bare.priced(priced.price(), minimum(to, priced.price(), terms), Pricing.metered(to, priced.price())),
                priced.discounts(),
                atOnce,
                false,
                paidUntil);
    }

    /** The plan's own, which nothing takes the place of where the present terms have one and the plan has not. */
    private static @Nullable Money minimum(Plan plan, Price price, Terms terms) {
        Money minimum = Pricing.minimum(plan, price);
        return minimum == null && terms.minimum() != null
                ? Money.zero(price.amount().currency())
                : minimum;
    }

    /** The plans the account has beside the subscription that is asked about. */
    private List<PlanId> others(TenantId tenant, AccountId account, Asked asked, Instant now) {
        List<PlanId> others = new ArrayList<>();
        for (Subscription subscription : owned.live(tenant, account, now)) {
            Terms terms = subscription.timeline().at(now);
            if (terms != null && !subscription.subscriptionId().equals(asked.subscriptionId())) {
                others.add(terms.planId());
            }
        }
        return others;
    }

    private static int months(Asked asked) {
        Integer months = asked.termMonths();
        if (months == null) {
            throw new IllegalArgumentException("A change of the term says how long it is to be.");
        }
        return months;
    }

    private static ProblemException refused(SubscriptionsProblem problem, String detail) {
        return new ProblemException(problem, detail)
                .withErrors(List.of(new FieldError("/plan_id", problem.slug(), detail)));
    }
}
