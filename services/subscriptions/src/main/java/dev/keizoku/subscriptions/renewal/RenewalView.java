package dev.keizoku.subscriptions.renewal;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.SubscriptionId;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A renewal as answers show it. */
record RenewalView(
        SubscriptionId subscriptionId,
        String renewalId,
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
        @Nullable Timing timing) {

    static RenewalView of(Renewals.Told told, ZoneId zone) {
        Renewal renewal = told.renewal();
        return new RenewalView(
                renewal.subscriptionId(),
                renewal.renewalId(),
                told.subscription().accountAt(renewal.dueAt()),
                renewal.dueAt(),
                renewal.termMonths(),
                renewal.autoRenew(),
                renewal.noticeBy(),
                renewal.intent(),
                renewal.intentBy(),
                renewal.intentAt(),
                renewal.outcome(),
                renewal.outcomeAt(),
                renewal.timing(zone));
    }
}
