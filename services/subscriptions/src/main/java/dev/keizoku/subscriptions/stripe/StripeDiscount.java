package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.Money;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is taken off a subscription, or off all of a customer's.
 *
 * @param subscription null when it is the customer's
 * @param until when a repeating one ends
 */
record StripeDiscount(
        String discountId,
        @Nullable String subscription,
        String couponId,
        @Nullable BigDecimal percentOff,
        @Nullable Money amountOff,
        DiscountDuration duration,
        Instant start,
        @Nullable Instant until) {

    static final int PERCENT_DIGITS = 2;

    /**
     * Reads a discount.
     *
     * @param coupons finds a coupon that the discount only names
     * @return null when nobody says what it takes off
     */
    static @Nullable StripeDiscount of(StripeNode node, Function<String, @Nullable StripeNode> coupons) {
        StripeNode coupon = coupon(node, coupons);
        if (coupon == null) {
            return null;
        }
        BigDecimal percent = coupon.number("percent_off");
        BigDecimal amount = coupon.number("amount_off");
        if ((percent == null || percent.signum() <= 0) && (amount == null || amount.signum() <= 0)) {
            return null;
        }
        Instant start = node.time("start");
        Instant end = node.time("end");
        DiscountDuration told = duration(coupon);
        BigDecimal share = percent == null || percent.signum() <= 0
                ? null
                : percent.movePointLeft(PERCENT_DIGITS).min(BigDecimal.ONE);
        return new StripeDiscount(
                CallerId.check(node.required("id")),
                node.id("subscription"),
                coupon.required("id"),
                share,
                share == null ? StripeMoney.of(Objects.requireNonNull(amount), currency(coupon)) : null,
                told == DiscountDuration.REPEATING && end == null ? DiscountDuration.FOREVER : told,
                start == null ? Instant.EPOCH : start,
                told == DiscountDuration.REPEATING ? end : null);
    }

    static DiscountDuration duration(StripeNode coupon) {
        coupon.required("duration");
        return Objects.requireNonNull(
                coupon.as("duration", DiscountDuration::of, "Accepted: once, repeating, forever."));
    }

    static java.util.Currency currency(StripeNode coupon) {
        coupon.required("currency");
        return Objects.requireNonNull(coupon.as("currency", StripeMoney::currency, "Expected a currency."));
    }

    private static @Nullable StripeNode coupon(StripeNode node, Function<String, @Nullable StripeNode> coupons) {
        StripeNode owner = node.has("coupon") ? node : node.at("source");
        if (owner.at("coupon").isObject()) {
            return owner.at("coupon");
        }
        String id = owner.text("coupon");
        return id == null ? null : coupons.apply(id);
    }
}
