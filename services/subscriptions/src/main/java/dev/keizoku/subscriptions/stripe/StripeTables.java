package dev.keizoku.subscriptions.stripe;

import dev.keizoku.imports.ImportKind;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The tables of a warehouse that are taken, each as a kind of row; columns as in Fivetran's connector. */
@Singleton
class StripeTables {

    private final StripeRows rows;

    StripeTables(StripeRows rows) {
        this.rows = rows;
    }

    @Produces
    @Singleton
    ImportKind customers() {
        return table(
                "customer",
                same("id", "name", "description", "created"),
                Map.of("is_deleted", "deleted", "address_country", "address.country"));
    }

    @Produces
    @Singleton
    ImportKind products() {
        return table("product", same("id", "name", "active", "created", "updated"), Map.of("is_deleted", "deleted"));
    }

    /** Also plans, as prices were called before. */
    @Produces
    @Singleton
    ImportKind prices() {
        Map<String, String> other = new HashMap<>(Map.of(
                "is_deleted", "deleted",
                "product_id", "product",
                "interval", "recurring.interval",
                "interval_count", "recurring.interval_count",
                "usage_type", "recurring.usage_type",
                "recurring_interval", "recurring.interval",
                "recurring_interval_count", "recurring.interval_count",
                "recurring_usage_type", "recurring.usage_type",
                "transform_usage_divide_by", "transform_quantity.divide_by",
                "transform_usage_round", "transform_quantity.round"));
        other.putAll(Map.of(
                "transform_quantity_divide_by", "transform_quantity.divide_by",
                "transform_quantity_round", "transform_quantity.round"));
        return table(
                "price",
                same(
                        "id",
                        "active",
                        "amount",
                        "unit_amount",
                        "unit_amount_decimal",
                        "billing_scheme",
                        "created",
                        "currency",
                        "nickname",
                        "tax_behavior",
                        "tiers_mode"),
                other);
    }

    @Produces
    @Singleton
    ImportKind subscriptions() {
        return table(
                "subscription",
                same(
                        "id",
                        "status",
                        "created",
                        "start_date",
                        "trial_start",
                        "trial_end",
                        "cancel_at",
                        "cancel_at_period_end",
                        "canceled_at",
                        "ended_at",
                        "current_period_start",
                        "current_period_end"),
                Map.of("customer_id", "customer", "pause_collection_behavior", "pause_collection.behavior"));
    }

    @Produces
    @Singleton
    ImportKind subscriptionItems() {
        return table(
                "subscription_item",
                same("id", "quantity", "created", "current_period_start", "current_period_end"),
                Map.of("subscription_id", "subscription", "plan_id", "plan", "price_id", "price"));
    }

    @Produces
    @Singleton
    ImportKind coupons() {
        return table(
                "coupon",
                same(
                        "id",
                        "name",
                        "amount_off",
                        "percent_off",
                        "currency",
                        "duration",
                        "duration_in_months",
                        "redeem_by",
                        "created"),
                Map.of("is_deleted", "deleted"));
    }

    @Produces
    @Singleton
    ImportKind discounts() {
        return table(
                "discount",
                same("id", "start", "end"),
                Map.of("coupon_id", "coupon", "customer_id", "customer", "subscription_id", "subscription"));
    }

    private ImportKind table(String object, Map<String, String> same, Map<String, String> other) {
        Map<String, String> columns = new HashMap<>(same);
        columns.putAll(other);
        return new StripeTableImport(new StripeTable("stripe_" + object, object, columns), rows);
    }

    private static Map<String, String> same(String... columns) {
        Map<String, String> same = new HashMap<>();
        Arrays.stream(columns).forEach(column -> same.put(column, column));
        return same;
    }
}
