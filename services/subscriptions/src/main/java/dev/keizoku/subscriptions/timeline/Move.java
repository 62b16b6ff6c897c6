package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.AccountId;
import java.time.Instant;

/** What a change does, with just what that kind of change needs. */
public sealed interface Move {

    /** The kind on the wire. */
    default ChangeKind kind() {
        return switch (this) {
            case StartTrial move -> ChangeKind.TRIAL_START;
            case StartFree move -> ChangeKind.FREE_START;
            case Start move -> ChangeKind.START;
            case ChangeTerms move -> ChangeKind.CHANGE_TERMS;
            case Pause move -> ChangeKind.PAUSE;
            case Resume move -> ChangeKind.RESUME;
            case FailPayment move -> ChangeKind.PAYMENT_FAILED;
            case RecoverPayment move -> ChangeKind.PAYMENT_RECOVERED;
            case ApplyDiscount move -> ChangeKind.APPLY_DISCOUNT;
            case RemoveDiscount move -> ChangeKind.REMOVE_DISCOUNT;
            case DiscountEnd move -> ChangeKind.REMOVE_DISCOUNT;
            case Transfer move -> ChangeKind.TRANSFER;
            case ScheduleCancellation move -> ChangeKind.SCHEDULE_CANCELLATION;
            case RetractCancellation move -> ChangeKind.RETRACT_CANCELLATION;
            case Cancel move -> ChangeKind.CANCEL;
            case End move -> ChangeKind.END;
            case ScheduledEnd move -> ChangeKind.END;
            case ChargeUsage move -> ChangeKind.USAGE_CHARGE;
        };
    }

    /** Begins a trial. */
    record StartTrial(NewTerms terms) implements Move {}

    /** Begins a subscription that costs nothing, or turns a trial into one. */
    record StartFree(NewTerms terms) implements Move {}

    /** Begins a subscription, or turns a trial into one. */
    record Start(NewTerms terms) implements Move {}

    /** Another plan, quantity or price, other add-ons, another minimum or term. */
    record ChangeTerms(NewTerms terms) implements Move {}

    /** Out of service from now. */
    record Pause() implements Move {}

    /** Back in service. */
    record Resume() implements Move {}

    /** A payment failed; service goes on. */
    record FailPayment() implements Move {}

    /** The payment that failed was made good. */
    record RecoverPayment() implements Move {}

    /** Less to pay from now. */
    record ApplyDiscount(Discount discount) implements Move {}

    /** Takes a discount away before its time. */
    record RemoveDiscount(String discountId) implements Move {}

    /** The end a repeating discount comes to by itself; without effect when that is no longer in force. */
    record DiscountEnd(String appliedBy) implements Move {}

    /** Another account's from now; nothing else changes. */
    record Transfer(AccountId to) implements Move {}

    /** Ends the subscription later, unless taken back. */
    record ScheduleCancellation(Instant cancelAt) implements Move {}

    /** Takes the planned cancellation back. */
    record RetractCancellation() implements Move {}

    /** Ends the subscription because the customer leaves. */
    record Cancel() implements Move {}

    /** Ends the subscription because its term is over. */
    record End() implements Move {}

    /** Tells what was charged for use; nothing changes. What was used last is often charged after the end. */
    record ChargeUsage(Charge charge) implements Move {}

    /** The end a scheduled cancellation brings by itself; without effect when that is no longer in force. */
    record ScheduledEnd(String scheduledBy) implements Move {}
}
