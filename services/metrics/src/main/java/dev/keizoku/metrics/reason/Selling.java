package dev.keizoku.metrics.reason;

import dev.keizoku.metrics.movement.MovementType;
import dev.keizoku.metrics.movement.Reason;
import java.util.Locale;
import java.util.Set;

/**
 * What was sold to paying customers, by the reason of the movement. Price rises, discounts that end, ramps and changes of
 * term are none of them, whatever they do to MRR.
 */
enum Selling {
    /** A higher plan, or more of the same. */
    UPSELL(
            "Upsell",
            "expansions by a higher plan or a larger quantity. Price rises, discounts that end, ramps and changes of term are"
                    + " no upsell",
            MovementType.EXPANSION,
            Set.of(Reason.PLAN_UPGRADE, Reason.QUANTITY)),
    /** Another product or option. */
    CROSS_SELL("Cross-sell", "expansions by another product or option", MovementType.EXPANSION, Set.of(Reason.ADD_ON)),
    /** Less than before, and still a customer. */
    DOWNSELL(
            "Downsell",
            "contractions by a lower plan, a smaller quantity or an option less, of customers who stay",
            MovementType.CONTRACTION,
            Set.of(Reason.PLAN_DOWNGRADE, Reason.QUANTITY, Reason.ADD_ON));

    private final String title;
    private final String text;
    private final MovementType type;
    private final Set<Reason> reasons;

    Selling(String title, String text, MovementType type, Set<Reason> reasons) {
        this.title = title;
        this.text = text;
        this.type = type;
        this.reasons = reasons;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    /** What counts. */
    String text() {
        return text;
    }

    boolean is(AccountMovement movement) {
        return movement.type() == type && reasons.contains(movement.reason());
    }
}
