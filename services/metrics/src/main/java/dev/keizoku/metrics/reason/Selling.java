package dev.keizoku.metrics.reason;

import dev.keizoku.metrics.movement.MovementType;
import dev.keizoku.metrics.movement.Reason;
import java.util.Set;

/**
 * What was sold to paying customers, by the reason of the movement. Price rises, discounts that end, ramps and changes of
 * term are none of them, whatever they do to MRR.
 */
enum Selling {
    /** A higher plan, or more of the same. */
    UPSELL(MovementType.EXPANSION, Set.of(Reason.PLAN_UPGRADE, Reason.QUANTITY)),
    /** Another product or option. */
    CROSS_SELL(MovementType.EXPANSION, Set.of(Reason.ADD_ON)),
    /** Less than before, and still a customer. */
    DOWNSELL(MovementType.CONTRACTION, Set.of(Reason.PLAN_DOWNGRADE, Reason.QUANTITY, Reason.ADD_ON));

    private final MovementType type;
    private final Set<Reason> reasons;

    Selling(MovementType type, Set<Reason> reasons) {
        this.type = type;
        this.reasons = reasons;
    }

    boolean is(AccountMovement movement) {
        return movement.type() == type && reasons.contains(movement.reason());
    }
}
