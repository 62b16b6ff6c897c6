package dev.keizoku.subscriptions.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.timeline.AddOn;
import dev.keizoku.subscriptions.timeline.BillingDates;
import dev.keizoku.subscriptions.timeline.ContractTerm;
import dev.keizoku.subscriptions.timeline.Discount;
import dev.keizoku.subscriptions.timeline.Entry;
import dev.keizoku.subscriptions.timeline.State;
import dev.keizoku.subscriptions.timeline.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription at an instant, as answers show it.
 *
 * @param state {@code pending} until it starts, then that of its terms
 * @param nextBillingAt when its price is next due, if it is to be paid for and will be there then
 * @param endedAt when it ended or, if a cancellation is scheduled, will
 */
record SubscriptionView(
        SubscriptionId subscriptionId,
        AccountId accountId,
        String state,
        PlanId planId,
        BigDecimal quantity,
        Price price,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AddOn> addOns,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Discount> discounts,

        @Nullable Money minimum,
        @Nullable ContractTerm term,
        @Nullable Boolean metered,
        Instant startedAt,
        @Nullable Instant nextBillingAt,
        @Nullable Instant cancelAt,
        @Nullable Instant endedAt) {

    static SubscriptionView at(Subscription subscription, Instant instant, ZoneId zone) {
        List<Entry> entries = subscription.timeline().entries();
        Terms present = subscription.timeline().at(instant);
        Terms terms = present == null ? entries.getFirst().after() : present;
        return new SubscriptionView(
                subscription.subscriptionId(),
                subscription.accountAt(instant),
                present == null ? "pending" : present.state().wire(),
                terms.planId(),
                terms.quantity(),
                terms.price(),
                terms.addOns(),
                terms.discounts(),
                terms.minimum(),
                terms.term(),
                terms.metered(),
                entries.getFirst().change().effectiveAt(),
                nextBilling(subscription, terms, instant, zone),
                terms.cancelAt(),
                entries.stream()
                        .filter(entry -> entry.after().state() == State.ENDED)
                        .map(entry -> entry.change().effectiveAt())
                        .findFirst()
                        .orElse(null));
    }

    private static @Nullable Instant nextBilling(Subscription subscription, Terms terms, Instant instant, ZoneId zone) {
        BillingDates dates = BillingDates.of(subscription.timeline(), instant, zone);
        Instant next = dates == null ? null : dates.next(instant);
        return next != null && terms.cancelAt() != null && !next.isBefore(terms.cancelAt()) ? null : next;
    }
}
