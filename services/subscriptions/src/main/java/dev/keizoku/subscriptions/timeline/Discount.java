package dev.keizoku.subscriptions.timeline;

import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Less to pay: a share of everything, or an amount of each billing interval of the main price.
 *
 * @param discountId names it within the subscription
 * @param couponId the coupon it came from
 * @param percentOff a share, so that 0.2 is a fifth
 * @param until when a repeating one ends by itself
 */
public record Discount(
        String discountId,
        @Nullable String couponId,
        @Nullable BigDecimal percentOff,
        @Nullable Money amountOff,
        DiscountDuration duration,
        @Nullable Instant until) {

    public Discount {
        if ((percentOff == null) == (amountOff == null)) {
            throw new IllegalArgumentException("A discount is a percentage or an amount.");
        }
        if ((duration == DiscountDuration.REPEATING) != (until != null)) {
            throw new IllegalArgumentException("A repeating discount, and no other, says until when.");
        }
        percentOff = percentOff == null ? null : Quantities.canonical(percentOff);
        amountOff = amountOff == null ? null : Quantities.canonical(amountOff);
    }
}
