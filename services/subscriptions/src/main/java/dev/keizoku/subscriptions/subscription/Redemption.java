package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.coupon.Coupon;
import dev.keizoku.subscriptions.coupon.Coupons;
import dev.keizoku.subscriptions.timeline.Terms;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the catalogue says of the coupons that requests leave to it. */
record Redemption(Map<String, Coupon> coupons) {

    static final Redemption NONE = new Redemption(Map.of());

    /** With the coupons that requests name. */
    static Redemption of(Handle handle, TenantId tenant, List<ChangeRequest> requests, Coupons catalogue) {
        Set<String> named = new TreeSet<>(CallerId.BYTEWISE);
        requests.stream()
                .map(ChangeRequest::discount)
                .filter(DiscountWish::ofCatalogue)
                .forEach(discount -> named.add(Objects.requireNonNull(discount.couponId())));
        return named.isEmpty() ? NONE : new Redemption(catalogue.find(handle, tenant, named));
    }

    /** Why a request's coupon cannot be redeemed; null when it can, or there is none to look up. */
    Outcome.@Nullable Refused refusal(ChangeRequest request, @Nullable Terms present) {
        if (!request.discount().ofCatalogue()) {
            return null;
        }
        Coupon coupon = coupons.get(request.discount().couponId());
        if (coupon == null) {
            return new Outcome.Refused(
                    SubscriptionsProblem.UNKNOWN_REFERENCE,
                    "coupon_id",
                    "There is no coupon " + request.discount().couponId() + " in the catalogue.");
        }
        return present == null || coupon.redeemable(present.planId(), request.effectiveAt())
                ? null
                : new Outcome.Refused(
                        SubscriptionsProblem.ILLEGAL_CHANGE,
                        "coupon_id",
                        "The coupon is not for plan " + present.planId() + " at that time.");
    }

    /** The request with what the catalogue says of its coupon. */
    ChangeRequest redeemed(ChangeRequest request) {
        Coupon coupon = request.discount().ofCatalogue()
                ? coupons.get(request.discount().couponId())
                : null;
        return coupon == null ? request : request.with(request.discount().by(coupon));
    }
}
