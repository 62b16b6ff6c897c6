package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.timeline.Entry;
import dev.keizoku.subscriptions.timeline.State;
import dev.keizoku.subscriptions.timeline.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription at an instant, as answers show it.
 *
 * @param state {@code pending} until it starts, then that of its terms
 * @param endedAt when it ended or, if a cancellation is scheduled, will
 */
record SubscriptionView(
        SubscriptionId subscriptionId,
        AccountId accountId,
        String state,
        PlanId planId,
        BigDecimal quantity,
        Price price,
        Instant startedAt,
        @Nullable Instant cancelAt,
        @Nullable Instant endedAt) {

    static SubscriptionView at(Subscription subscription, Instant instant) {
        List<Entry> entries = subscription.timeline().entries();
        Terms present = subscription.timeline().at(instant);
        Terms terms = present == null ? entries.getFirst().after() : present;
        return new SubscriptionView(
                subscription.subscriptionId(),
                subscription.accountId(),
                present == null ? "pending" : present.state().wire(),
                terms.planId(),
                terms.quantity(),
                terms.price(),
                entries.getFirst().change().effectiveAt(),
                terms.cancelAt(),
                entries.stream()
                        .filter(entry -> entry.after().state() == State.ENDED)
                        .map(entry -> entry.change().effectiveAt())
                        .findFirst()
                        .orElse(null));
    }
}
