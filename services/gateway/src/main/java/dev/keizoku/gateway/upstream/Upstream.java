package dev.keizoku.gateway.upstream;

import java.util.List;
import java.util.Locale;

/** A service behind the gateway, and which imports it keeps. */
public enum Upstream {
    SUBSCRIPTIONS(
            "imp_s_",
            "account",
            "plan",
            "subscription_change",
            "subscription_period",
            "renewal",
            "fx_rate",
            "fx_rate_ecb",
            "contact",
            "payment",
            "stripe_object",
            "stripe_customer",
            "stripe_product",
            "stripe_price",
            "stripe_subscription",
            "stripe_subscription_item",
            "stripe_coupon",
            "stripe_discount"),
    USAGE("imp_u_", "event"),
    METRICS("imp_m_"),
    HEALTH("imp_h_", "touchpoint");

    private final String importPrefix;
    private final List<String> importKinds;

    Upstream(String importPrefix, String... importKinds) {
        this.importPrefix = importPrefix;
        this.importKinds = List.of(importKinds);
    }

    /** The name of its contract, and what people call it. */
    public String contract() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How the ids of its imports begin. */
    public String importPrefix() {
        return importPrefix;
    }

    /** What can be imported into it. */
    public List<String> importKinds() {
        return importKinds;
    }
}
