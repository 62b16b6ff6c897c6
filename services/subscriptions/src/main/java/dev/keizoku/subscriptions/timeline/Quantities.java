package dev.keizoku.subscriptions.timeline;

import java.math.BigDecimal;

/** Quantities without trailing zeros, so that equal ones are equal objects. */
final class Quantities {

    private Quantities() {}

    static BigDecimal canonical(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
