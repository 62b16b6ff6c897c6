package dev.keizoku.subscriptions.stripe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known beside the object being read: prices and coupons by id, and how the tenant wants things understood. */
record Known(StripeDefaults defaults, Map<String, StripePrice> prices, Map<String, StripeNode> coupons) {

    static Known nothing(StripeDefaults defaults) {
        return new Known(defaults, Map.of(), Map.of());
    }

    @Nullable StripePrice price(String id) {
        return prices.get(id);
    }

    @Nullable StripeNode coupon(String id) {
        return coupons.get(id);
    }
}
