package dev.keizoku.subscriptions.renewal;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.subscription.Subscription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How rows of the feed tell of a renewal.
 *
 * @param accountId whose the subscription is when the renewal is due, by what is known
 * @param deleted true when it was taken out with its subscription
 */
record RenewalLine(
        String renewalId,
        SubscriptionId subscriptionId,
        AccountId accountId,
        Instant dueAt,
        @Nullable Integer termMonths,
        boolean autoRenew,
        @Nullable Instant noticeBy,
        @Nullable RenewalIntent intent,
        @Nullable String intentBy,
        @Nullable Instant intentAt,
        @Nullable RenewalOutcome outcome,
        @Nullable Instant outcomeAt,
        @Nullable Boolean deleted) {

    static RenewalLine of(Subscription subscription, Renewal renewal) {
        return of(subscription, renewal, null);
    }

    static RenewalLine gone(Subscription subscription, Renewal renewal) {
        return of(subscription, renewal, true);
    }

    private static RenewalLine of(Subscription subscription, Renewal renewal, @Nullable Boolean deleted) {
        return new RenewalLine(
                renewal.renewalId(),
                renewal.subscriptionId(),
                subscription.accountAt(renewal.dueAt()),
                renewal.dueAt(),
                renewal.termMonths(),
                renewal.autoRenew(),
                renewal.noticeBy(),
                renewal.intent(),
                renewal.intentBy(),
                renewal.intentAt(),
                renewal.outcome(),
                renewal.outcomeAt(),
                deleted);
    }
}
