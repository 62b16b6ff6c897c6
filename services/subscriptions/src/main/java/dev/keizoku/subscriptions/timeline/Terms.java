package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.Price;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A subscription between two of its changes, as the wire shows it. */
public record Terms(
        State state,
        PlanId planId,
        BigDecimal quantity,
        Price price,
        @Nullable Instant cancelAt) {

    /** The terms of a state; null before the start. */
    static @Nullable Terms of(Lifecycle lifecycle) {
        return switch (lifecycle) {
            case Lifecycle.NotStarted notStarted -> null;
            case Lifecycle.Trial trial -> of(State.TRIAL, trial.agreement(), trial.cancellation());
            case Lifecycle.Active active -> of(State.ACTIVE, active.agreement(), active.cancellation());
            case Lifecycle.Paused paused -> of(State.PAUSED, paused.agreement(), paused.cancellation());
            case Lifecycle.Ended ended -> of(State.ENDED, ended.agreement(), null);
        };
    }

    private static Terms of(State state, Agreement agreement, @Nullable Cancellation cancellation) {
        return new Terms(
                state,
                agreement.planId(),
                agreement.quantity(),
                agreement.price(),
                cancellation == null ? null : cancellation.at());
    }

    /** Whether the subscription has not ended. */
    public boolean live() {
        return state != State.ENDED;
    }

    /** Whether money is due for it. */
    public boolean paying() {
        return state == State.ACTIVE && price.amount().amount().signum() > 0;
    }
}
