package dev.keizoku.subscriptions.quote;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.SubscriptionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change would come to.
 *
 * @param before the terms as they would be at that time without it
 * @param after the terms as they would be then
 * @param effectiveAt when it takes effect, if it is confirmed now where it is to be at once
 * @param discounts what is off the listed price
 * @param validUntil when it can no longer be confirmed
 * @param changeId the change it became
 */
record Quote(
        String quoteId,
        AccountId accountId,
        SubscriptionId subscriptionId,
        Asked.Kind kind,
        JsonNode before,
        JsonNode after,
        Money mrrBefore,
        Money mrrAfter,
        Money mrrChange,
        Instant effectiveAt,
        List<Reduction> discounts,
        Instant createdAt,
        Instant validUntil,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant confirmedAt,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String changeId) {

    Quote confirmed(Instant now, Instant effective, JsonNode then, String change) {
        return new Quote(
                quoteId,
                accountId,
                subscriptionId,
                kind,
                before,
                then,
                mrrBefore,
                mrrAfter,
                mrrChange,
                effective,
                discounts,
                createdAt,
                validUntil,
                now,
                change);
    }
}
