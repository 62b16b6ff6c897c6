package dev.keizoku.subscriptions.coupon;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something off a price.
 *
 * @param percentOff a part of 1; either this or an amount
 * @param amountOff each billing interval
 * @param months how long a repeating one lasts; null for the others
 * @param validUntil when it can no longer be redeemed; null when it always can
 * @param planIds the plans it is for, by id; any when empty
 */
public record Coupon(
        CouponId couponId,
        String name,
        @Nullable BigDecimal percentOff,
        @Nullable Money amountOff,
        DiscountDuration duration,
        @Nullable Integer months,
        @Nullable Instant validUntil,
        List<PlanId> planIds) {

    public Coupon {
        if ((percentOff == null) == (amountOff == null)) {
            throw new IllegalArgumentException("A coupon takes off either a percentage or an amount.");
        }
        if ((duration == DiscountDuration.REPEATING) == (months == null)) {
            throw new IllegalArgumentException("A repeating coupon, and no other, lasts some months.");
        }
        planIds = planIds.stream().sorted().distinct().toList();
        percentOff = percentOff == null ? null : percentOff.stripTrailingZeros();
        amountOff = amountOff == null ? null : canonical(amountOff);
    }

    /** To the currency's minor unit at least, and to the last digit given: equal amounts are equal objects. */
    private static Money canonical(Money money) {
        BigDecimal exact = money.amount().stripTrailingZeros();
        int minorUnit = Math.max(0, money.currency().getDefaultFractionDigits());
        return new Money(exact.setScale(Math.max(minorUnit, exact.scale())), money.currency());
    }

    /** Whether it can be redeemed for a plan at an instant. */
    public boolean redeemable(PlanId plan, Instant at) {
        return (planIds.isEmpty() || planIds.contains(plan)) && (validUntil == null || at.isBefore(validUntil));
    }
}
