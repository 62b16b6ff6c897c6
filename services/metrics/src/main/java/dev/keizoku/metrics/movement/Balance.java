package dev.keizoku.metrics.movement;

import java.math.BigDecimal;

/** An annualised amount and the subscriptions behind it. */
record Balance(BigDecimal annual, int subscriptions, int paying) {

    static final Balance ZERO = new Balance(BigDecimal.ZERO, 0, 0);

    Balance plus(Balance other) {
        return new Balance(annual.add(other.annual), subscriptions + other.subscriptions, paying + other.paying);
    }

    Balance minus(Balance other) {
        return new Balance(annual.subtract(other.annual), subscriptions - other.subscriptions, paying - other.paying);
    }

    boolean pays() {
        return annual.signum() > 0;
    }

    boolean sameAs(Balance other) {
        return annual.compareTo(other.annual) == 0 && subscriptions == other.subscriptions && paying == other.paying;
    }
}
