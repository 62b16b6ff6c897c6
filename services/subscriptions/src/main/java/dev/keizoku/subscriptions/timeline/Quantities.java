package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.Money;
import java.math.BigDecimal;

/** Numbers in the one form that makes equal ones equal objects. */
final class Quantities {

    private Quantities() {}

    /** Without trailing zeros. */
    static BigDecimal canonical(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** At least to the currency's minor unit, and to the last digit given. */
    static Money canonical(Money money) {
        BigDecimal exact = money.amount().stripTrailingZeros();
        int minorUnit = Math.max(0, money.currency().getDefaultFractionDigits());
        return new Money(exact.setScale(Math.max(minorUnit, exact.scale())), money.currency());
    }
}
