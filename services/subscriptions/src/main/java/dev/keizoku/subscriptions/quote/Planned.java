package dev.keizoku.subscriptions.quote;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.subscription.ChangeRequest;
import dev.keizoku.subscriptions.subscription.PriceWish;
import dev.keizoku.subscriptions.subscription.TermsWish;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.ContractTerm;
import dev.keizoku.subscriptions.timeline.Why;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The change a quote becomes when it is confirmed.
 *
 * @param price what one unit costs; null when it stays as it is
 * @param minimum what it comes to at least; null when that stays, nothing when it goes
 * @param metered whether what is used is charged beside the price; null when that stays
 * @param at when it takes effect; when it is confirmed if null
 * @param known what had been asked of the subscription when it was quoted: anything more makes the quote outdated
 */
record Planned(
        SubscriptionId subscriptionId,
        boolean cancels,
        @Nullable PlanId planId,
        @Nullable BigDecimal quantity,
        @Nullable Price price,
        @Nullable Money minimum,
        @Nullable Boolean metered,
        @Nullable Integer termMonths,
        @Nullable Instant at,
        @Nullable String reason,
        @Nullable String reasonCode,
        Map<String, String> known) {

    Planned priced(Price each, @Nullable Money least, boolean charged) {
        return new Planned(
                subscriptionId,
                cancels,
                planId,
                quantity,
                each,
                least,
                charged,
                termMonths,
                at,
                reason,
                reasonCode,
                known);
    }

    Planned taking(Instant effective) {
        return new Planned(
                subscriptionId,
                cancels,
                planId,
                quantity,
                price,
                minimum,
                metered,
                termMonths,
                effective,
                reason,
                reasonCode,
                known);
    }

    /** When it takes effect if it is confirmed at an instant. */
    Instant effective(Instant now) {
        return at == null || at.isBefore(now) ? now : at;
    }

    /** The change as it is recorded when it is confirmed at an instant. */
    ChangeRequest request(String changeId, Instant now, ZoneId zone) {
        Instant effective = effective(now);
        Why why = new Why(reason, reasonCode, null);
        if (cancels) {
            ChangeKind kind = effective.isAfter(now) ? ChangeKind.SCHEDULE_CANCELLATION : ChangeKind.CANCEL;
            ChangeRequest leaving =
                    ChangeRequest.of(subscriptionId, null, changeId, kind, now).with(why);
            return effective.isAfter(now) ? leaving.cancelling(effective) : leaving;
        }
        PriceWish wish = price == null ? PriceWish.NONE : PriceWish.of(price);
        return ChangeRequest.of(subscriptionId, null, changeId, ChangeKind.CHANGE_TERMS, effective)
                .with(new TermsWish(planId, quantity, wish, null, minimum, term(effective, zone), metered))
                .with(why);
    }

    /** A term of several months is agreed for as long, and goes on by itself. */
    private @Nullable ContractTerm term(Instant effective, ZoneId zone) {
        return termMonths == null || termMonths == 1
                ? null
                : new ContractTerm(
                        effective, effective.atZone(zone).plusMonths(termMonths).toInstant(), true);
    }
}
