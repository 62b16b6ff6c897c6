package dev.keizoku.metrics.timeline;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The terms a subscription runs on.
 *
 * @param plan the tenant's own id of the plan
 * @param price null while there is nothing to pay
 * @param cancelAt when a scheduled cancellation ends it, unless a later entry says otherwise
 */
public record Terms(
        SubscriptionState state,
        String plan,
        BigDecimal quantity,
        @Nullable Price price,
        @Nullable Instant cancelAt) {

    /** What is committed for a year. A trial, a pause and an end are worth nothing. */
    public BigDecimal annual() {
        return state == SubscriptionState.ACTIVE && price != null ? price.annual(quantity) : BigDecimal.ZERO;
    }

    /** Whether it counts as a subscription in service, paid for or not. */
    public boolean inService() {
        return state == SubscriptionState.ACTIVE || state == SubscriptionState.TRIAL;
    }

    public Terms ended() {
        return new Terms(SubscriptionState.ENDED, plan, quantity, price, cancelAt);
    }
}
