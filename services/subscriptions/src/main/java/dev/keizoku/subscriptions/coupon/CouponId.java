package dev.keizoku.subscriptions.coupon;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.kernel.CallerId;

/** A coupon, by the tenant's own id. */
public record CouponId(@JsonValue String value) {

    public CouponId {
        CallerId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
