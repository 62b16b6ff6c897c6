package dev.keizoku.metrics.movement;

import java.math.BigDecimal;

/** An annualised amount, after discounts and before them, and the subscriptions behind it. */
record Balance(BigDecimal annual, BigDecimal gross, int subscriptions, int paying, int paused) {

    static final Balance ZERO = new Balance(BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, 0);

    Balance plus(Balance other) {
        return new Balance(
                annual.add(other.annual),
                gross.add(other.gross),
                subscriptions + other.subscriptions,
                paying + other.paying,
                paused + other.paused);
    }

    Balance negated() {
        return new Balance(annual.negate(), gross.negate(), -subscriptions, -paying, -paused);
    }

    boolean sameAs(Balance other) {
        return annual.compareTo(other.annual) == 0
                && gross.compareTo(other.gross) == 0
                && subscriptions == other.subscriptions
                && paying == other.paying
                && paused == other.paused;
    }
}
