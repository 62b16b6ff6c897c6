package dev.keizoku.subscriptions.plan;

import dev.keizoku.kernel.Money;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The tax on a price.
 *
 * @param inclusive whether the price it was told with includes it
 * @param rate as a part of 1: 0.1 is ten percent
 */
public record Tax(
        @NotNull Boolean inclusive,
        @NotNull @DecimalMin("0") @DecimalMax("1") BigDecimal rate) {

    /** The digits a net amount keeps when the division does not come out even. */
    static final int NET_SCALE = 12;

    // A request can leave the rate out; the check of the request says so.
    @SuppressWarnings({"ConstantValue", "NullAway"})
    public Tax {
        rate = rate == null ? null : Numbers.canonical(rate);
    }

    /** The amount without the tax. */
    public Money net(Money told) {
        return inclusive
                ? new Money(
                        told.amount().divide(BigDecimal.ONE.add(rate), NET_SCALE, RoundingMode.HALF_UP),
                        told.currency())
                : told;
    }
}
