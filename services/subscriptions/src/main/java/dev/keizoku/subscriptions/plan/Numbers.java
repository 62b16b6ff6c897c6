package dev.keizoku.subscriptions.plan;

import java.math.BigDecimal;

/** Numbers without trailing zeros, so that equal ones are equal objects. */
final class Numbers {

    private Numbers() {}

    static BigDecimal canonical(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
