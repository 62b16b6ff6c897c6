package dev.keizoku.health.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Figures as they are told: four decimals. */
public final class Rounded {

    private static final int DECIMALS = 4;

    private Rounded() {}

    public static @Nullable BigDecimal of(@Nullable Double figure) {
        return figure == null || !Double.isFinite(figure) ? null : number(figure);
    }

    public static BigDecimal number(double figure) {
        return BigDecimal.valueOf(figure).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
