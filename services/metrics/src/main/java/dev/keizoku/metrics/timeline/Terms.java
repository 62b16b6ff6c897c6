package dev.keizoku.metrics.timeline;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The terms a subscription runs on.
 *
 * @param plan the tenant's own id of the plan of the main item
 * @param price of the main item; null while there is nothing to pay
 * @param cancelAt when a scheduled cancellation ends it, unless a later entry says otherwise
 * @param addOns further items
 * @param discounts those in force
 * @param minimum what is guaranteed for each billing interval of a metered main price, in its currency
 * @param term what the contract is bound to, if to anything
 */
public record Terms(
        SubscriptionState state,
        String plan,
        BigDecimal quantity,
        @Nullable Price price,
        @Nullable Instant cancelAt,
        List<AddOn> addOns,
        List<Discount> discounts,
        @Nullable BigDecimal minimum,
        @Nullable Commitment term) {

    public Terms {
        addOns = List.copyOf(addOns);
        discounts = List.copyOf(discounts);
    }

    /** Terms of one item at its full price. */
    public Terms(
            SubscriptionState state,
            String plan,
            BigDecimal quantity,
            @Nullable Price price,
            @Nullable Instant cancelAt) {
        this(state, plan, quantity, price, cancelAt, List.of(), List.of(), null, null);
    }

    /** Whether it counts as a subscription in service, paid for or not. */
    public boolean inService() {
        return switch (state) {
            case TRIAL, FREE, ACTIVE, PAST_DUE -> true;
            case PAUSED, ENDED -> false;
        };
    }

    public Terms ended() {
        return new Terms(SubscriptionState.ENDED, plan, quantity, price, cancelAt, addOns, discounts, minimum, term);
    }

    /** The same in service, but not paid for yet. */
    public Terms unpaid() {
        return state == SubscriptionState.PAST_DUE
                ? new Terms(SubscriptionState.TRIAL, plan, quantity, price, cancelAt, addOns, discounts, minimum, term)
                : this;
    }

    /** The same with those discounts that still hold at an instant. */
    public Terms at(Instant instant) {
        List<Discount> holding =
                discounts.stream().filter(discount -> discount.holdsAt(instant)).toList();
        return holding.size() == discounts.size()
                ? this
                : new Terms(state, plan, quantity, price, cancelAt, addOns, holding, minimum, term);
    }
}
