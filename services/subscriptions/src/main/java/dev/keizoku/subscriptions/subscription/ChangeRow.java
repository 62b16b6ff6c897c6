package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.Money;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.timeline.AddOn;
import dev.keizoku.subscriptions.timeline.Change;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Charge;
import dev.keizoku.subscriptions.timeline.ContractTerm;
import dev.keizoku.subscriptions.timeline.Discount;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import dev.keizoku.subscriptions.timeline.Intent;
import dev.keizoku.subscriptions.timeline.Move;
import dev.keizoku.subscriptions.timeline.NewTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recorded change as its row in the table. */
record ChangeRow(
        String subscriptionId,
        String changeId,
        ChangeKind kind,
        Instant effectiveAt,
        Instant knownAt,
        @Nullable String planId,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal priceAmount,
        @Nullable String priceCurrency,
        @Nullable IntervalUnit priceInterval,
        @Nullable Integer priceIntervalCount,
        @Nullable List<AddOn> addOns,
        @Nullable BigDecimal minimumAmount,
        @Nullable String minimumCurrency,
        @Nullable Instant termStartsAt,
        @Nullable Instant termEndsAt,
        @Nullable Boolean termAutoRenew,
        @Nullable Boolean metered,
        @Nullable String discountId,
        @Nullable String couponId,
        @Nullable BigDecimal percentOff,
        @Nullable BigDecimal amountOff,
        @Nullable String amountOffCurrency,
        @Nullable DiscountDuration discountDuration,
        @Nullable Instant discountUntil,
        @Nullable Instant cancelAt,
        @Nullable String toAccountId,
        @Nullable BigDecimal chargeAmount,
        @Nullable String chargeCurrency,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        @Nullable String reason,
        @Nullable String reasonCode,
        @Nullable Intent intent,
        String fingerprint) {

    static ChangeRow of(ChangeRequest request, Change change) {
        Move move = change.move();
        NewTerms terms = terms(move);
        Price price = terms.price();
        ContractTerm term = terms.term();
        Discount discount = move instanceof Move.ApplyDiscount apply ? apply.discount() : null;
        Charge charge = change.charge();
        String removed = move instanceof Move.RemoveDiscount remove ? remove.discountId() : null;
        return new ChangeRow(
                request.subscriptionId().value(),
                change.changeId(),
                move.kind(),
                change.effectiveAt(),
                change.knownAt(),
                terms.planId() == null ? null : terms.planId().value(),
                terms.quantity(),
                price == null ? null : price.amount().amount(),
                price == null ? null : currency(price.amount()),
                price == null ? null : price.interval(),
                price == null ? null : price.intervalCount(),
                terms.addOns(),
                amount(terms.minimum()),
                currency(terms.minimum()),
                term == null ? null : term.startsAt(),
                term == null ? null : term.endsAt(),
                term == null ? null : term.autoRenew(),
                terms.metered(),
                discount == null ? removed : discount.discountId(),
                discount == null ? null : discount.couponId(),
                discount == null ? null : discount.percentOff(),
                discount == null ? null : amount(discount.amountOff()),
                discount == null ? null : currency(discount.amountOff()),
                discount == null ? null : discount.duration(),
                discount == null ? null : discount.until(),
                request.cancelAt(),
                move instanceof Move.Transfer transfer ? transfer.to().value() : null,
                charge == null ? null : amount(charge.amount()),
                charge == null ? null : currency(charge.amount()),
                charge == null ? null : charge.periodStart(),
                charge == null ? null : charge.periodEnd(),
                change.why().reason(),
                change.why().reasonCode(),
                change.why().intent(),
                request.fingerprint());
    }

    private static @Nullable BigDecimal amount(@Nullable Money money) {
        return money == null ? null : money.amount();
    }

    private static @Nullable String currency(@Nullable Money money) {
        return money == null ? null : money.currency().getCurrencyCode();
    }

    private static NewTerms terms(Move move) {
        return switch (move) {
            case Move.StartTrial begin -> begin.terms();
            case Move.StartFree begin -> begin.terms();
            case Move.Start begin -> begin.terms();
            case Move.ChangeTerms next -> next.terms();
            case Move.Pause ignored -> NewTerms.NONE;
            case Move.Resume ignored -> NewTerms.NONE;
            case Move.FailPayment ignored -> NewTerms.NONE;
            case Move.RecoverPayment ignored -> NewTerms.NONE;
            case Move.ApplyDiscount ignored -> NewTerms.NONE;
            case Move.RemoveDiscount ignored -> NewTerms.NONE;
            case Move.DiscountEnd ignored -> NewTerms.NONE;
            case Move.Transfer ignored -> NewTerms.NONE;
            case Move.ScheduleCancellation ignored -> NewTerms.NONE;
            case Move.RetractCancellation ignored -> NewTerms.NONE;
            case Move.Cancel ignored -> NewTerms.NONE;
            case Move.End ignored -> NewTerms.NONE;
            case Move.ScheduledEnd ignored -> NewTerms.NONE;
            case Move.ChargeUsage ignored -> NewTerms.NONE;
        };
    }
}
