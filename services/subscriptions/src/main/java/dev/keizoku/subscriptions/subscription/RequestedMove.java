package dev.keizoku.subscriptions.subscription;

import dev.keizoku.subscriptions.timeline.Move;
import dev.keizoku.subscriptions.timeline.NewTerms;
import java.time.ZoneId;
import java.util.Objects;

/** Makes of a fitting request, and the terms that were settled for it, the move it asks for. */
final class RequestedMove {

    private RequestedMove() {}

    static Move of(ChangeRequest request, NewTerms terms, ZoneId zone) {
        return switch (request.kind()) {
            case TRIAL_START -> new Move.StartTrial(terms);
            case FREE_START -> new Move.StartFree(terms);
            case START -> new Move.Start(terms);
            case CHANGE_TERMS -> new Move.ChangeTerms(terms);
            case PAUSE -> new Move.Pause();
            case RESUME -> new Move.Resume();
            case PAYMENT_FAILED -> new Move.FailPayment();
            case PAYMENT_RECOVERED -> new Move.RecoverPayment();
            case APPLY_DISCOUNT ->
                new Move.ApplyDiscount(request.discount().toDiscount(request.changeId(), request.effectiveAt(), zone));
            case REMOVE_DISCOUNT ->
                new Move.RemoveDiscount(
                        Objects.requireNonNull(request.discount().discountId()));
            case TRANSFER -> new Move.Transfer(Objects.requireNonNull(request.to()));
            case SCHEDULE_CANCELLATION -> new Move.ScheduleCancellation(Objects.requireNonNull(request.cancelAt()));
            case RETRACT_CANCELLATION -> new Move.RetractCancellation();
            case CANCEL -> new Move.Cancel();
            case END -> new Move.End();
            case USAGE_CHARGE -> new Move.ChargeUsage(request.charge().toCharge());
        };
    }
}
