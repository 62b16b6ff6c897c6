package dev.keizoku.subscriptions.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription between two of its changes, as the wire shows it.
 *
 * @param metered true where what is used is charged beside the price; null where not
 */
public record Terms(
        State state,
        PlanId planId,
        BigDecimal quantity,
        Price price,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AddOn> addOns,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Discount> discounts,

        @Nullable Money minimum,
        @Nullable ContractTerm term,
        @Nullable Boolean metered,
        @Nullable Instant cancelAt) {

    /** The terms of a state; null before the start. */
    static @Nullable Terms of(Lifecycle lifecycle) {
        return switch (lifecycle) {
            case Lifecycle.NotStarted notStarted -> null;
            case Lifecycle.Trial trial -> of(State.TRIAL, trial);
            case Lifecycle.Free free -> of(State.FREE, free);
            case Lifecycle.Active active -> of(State.ACTIVE, active);
            case Lifecycle.PastDue pastDue -> of(State.PAST_DUE, pastDue);
            case Lifecycle.Paused paused -> of(State.PAUSED, paused);
            case Lifecycle.Ended ended -> of(State.ENDED, ended.agreement(), List.of(), null);
        };
    }

    private static Terms of(State state, Lifecycle.Live live) {
        Cancellation cancellation = live.cancellation();
        List<Discount> discounts = live.agreement().discounts().stream()
                .map(AppliedDiscount::discount)
                .toList();
        return of(state, live.agreement(), discounts, cancellation == null ? null : cancellation.at());
    }

    private static Terms of(State state, Agreement agreement, List<Discount> discounts, @Nullable Instant cancelAt) {
        return new Terms(
                state,
                agreement.planId(),
                agreement.quantity(),
                agreement.price(),
                agreement.addOns(),
                discounts,
                agreement.minimum(),
                agreement.term(),
                agreement.metered() ? true : null,
                cancelAt);
    }

    /** Whether the subscription has not ended. */
    public boolean live() {
        return state != State.ENDED;
    }

    /** Whether money is due for it. */
    public boolean paying() {
        return state == State.ACTIVE || state == State.PAST_DUE;
    }
}
