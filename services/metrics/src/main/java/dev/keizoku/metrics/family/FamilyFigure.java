package dev.keizoku.metrics.family;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What accounts are worth a month together, now and twelve months before, as if they were one customer: what one of them
 * loses to another of them is no loss.
 */
record FamilyFigure(BigDecimal mrr, BigDecimal before) {

    static final FamilyFigure NOTHING = new FamilyFigure(BigDecimal.ZERO, BigDecimal.ZERO);

    private static final int SCALE = 6;

    FamilyFigure plus(FamilyFigure other) {
        return new FamilyFigure(mrr.add(other.mrr), before.add(other.before));
    }

    boolean paidBefore() {
        return before.signum() > 0;
    }

    boolean retained() {
        return paidBefore() && mrr.signum() > 0;
    }

    /** Net revenue retention; null where nothing was paid before. */
    @Nullable BigDecimal net() {
        return share(mrr);
    }

    /** Gross revenue retention: what came on top does not count. */
    @Nullable BigDecimal gross() {
        return share(mrr.min(before));
    }

    private @Nullable BigDecimal share(BigDecimal kept) {
        return paidBefore() ? kept.divide(before, SCALE, RoundingMode.HALF_UP) : null;
    }
}
