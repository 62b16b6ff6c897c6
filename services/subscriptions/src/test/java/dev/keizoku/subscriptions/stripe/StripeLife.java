package dev.keizoku.subscriptions.stripe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A subscription's life as Stripe tells it, and the same as our own API does. */
final class StripeLife {

    private static int events;

    private StripeLife() {}

    static long at(String day) {
        return Instant.parse(day.length() == 10 ? day + "T00:00:00Z" : day).getEpochSecond();
    }

    static String event(String type, String day, String object) {
        return """
                {"id": "evt_%05d", "object": "event", "type": "%s", "created": %d, "data": {"object": %s}}
                """.formatted(++events, type, at(day), object);
    }

    static String price(String id, String product, String amount, String created) {
        return """
                {"id": "%s", "object": "price", "active": true, "currency": "usd", "product": "%s", "created": %d,
                 "unit_amount": %s, "unit_amount_decimal": "%s", "billing_scheme": "per_unit",
                 "recurring": {"interval": "month", "interval_count": 1, "usage_type": "licensed"}}
                """.formatted(id, product, at(created), amount, amount);
    }

    private static String item(String id, String price, int quantity, String created) {
        return """
                {"id": "%s", "object": "subscription_item", "created": %d, "quantity": %d, "price": %s}
                """.formatted(id, at(created), quantity, price);
    }

    private static String subscription(String status, String items, String more) {
        return """
                {"id": "sub_1", "object": "subscription", "customer": "cus_1", "status": "%s", "created": %d,
                 "start_date": %d, "trial_start": %d, "trial_end": %d, "pause_collection": null, "discount": null,
                 "items": {"object": "list", "data": [%s]}%s}
                """.formatted(
                        status, at("2026-01-01"), at("2026-01-01"), at("2026-01-01"), at("2026-01-15"), items, more);
    }

    /** Every event, in the order things came about. */
    static List<String> told() {
        String basic = price("price_basic", "prod_basic", "2000", "2025-01-01");
        String pro = price("price_pro", "prod_pro", "5000", "2025-01-01");
        String extra = price("price_extra", "prod_extra", "300", "2025-01-01");
        String two = item("si_1", basic, 2, "2026-01-01");
        String five = item("si_1", basic, 5, "2026-01-01") + "," + item("si_2", extra, 3, "2026-02-01");
        String best = item("si_1", pro, 5, "2026-01-01") + "," + item("si_2", extra, 3, "2026-02-01");
        String none = ", \"discounts\": []";
        String off = ", \"discounts\": [\"di_1\"]";
        String discount = """
                {"id": "di_1", "object": "discount", "customer": "cus_1", "subscription": "sub_1", "start": %d, "end": %d,
                 "coupon": {"id": "spring", "object": "coupon", "percent_off": 20.0, "duration": "repeating",
                            "duration_in_months": 3}}
                """.formatted(at("2026-03-01"), at("2026-06-01"));
        String invoice = """
                {"id": "in_1", "object": "invoice", "customer": "cus_1", "customer_email": "a@example.com",
                 "parent": {"type": "subscription_details", "subscription_details": {"subscription": "sub_1"}}}
                """;
        String cancelling = off
                + ", \"cancel_at_period_end\": true, \"canceled_at\": %d, \"current_period_end\": %d"
                        .formatted(at("2026-05-01"), at("2026-05-15"));
        String over = none + """
                , "canceled_at": %d, "ended_at": %d,
                "cancellation_details": {"reason": "cancellation_requested", "feedback": "too_expensive", "comment": null}
                """.formatted(at("2026-08-01"), at("2026-08-01"));
        List<String> told = new ArrayList<>();
        told.add(event(
                "customer.created", "2025-12-30", "{\"id\": \"cus_1\", \"object\": \"customer\", \"name\": null}"));
        told.add(
                event(
                        "customer.updated",
                        "2025-12-31",
                        "{\"id\": \"cus_1\", \"object\": \"customer\", \"name\": \"Acme\", \"address\": {\"country\": \"JP\"}}"));
        for (String product : List.of("basic", "pro", "extra")) {
            told.add(event(
                    "product.created",
                    "2025-01-01",
                    "{\"id\": \"prod_%s\", \"object\": \"product\", \"name\": \"The %s\", \"active\": true}"
                            .formatted(product, product)));
        }
        told.add(event("price.created", "2025-01-01", basic));
        told.add(event("price.created", "2025-01-01", pro));
        told.add(event("price.created", "2025-01-01", extra));
        told.add(event("customer.subscription.created", "2026-01-01", subscription("trialing", two, none)));
        told.add(event("customer.subscription.trial_will_end", "2026-01-12", subscription("trialing", two, none)));
        told.add(event("customer.subscription.updated", "2026-01-15", subscription("active", two, none)));
        told.add(event("customer.subscription.updated", "2026-02-01", subscription("active", five, none)));
        told.add(event("customer.subscription.updated", "2026-02-15", subscription("past_due", five, none)));
        told.add(event("invoice.payment_failed", "2026-02-15", invoice));
        told.add(event("invoice.payment_failed", "2026-02-16", invoice));
        told.add(event("invoice.paid", "2026-02-17", invoice));
        told.add(event("customer.subscription.updated", "2026-02-17", subscription("active", five, none)));
        told.add(event("customer.discount.created", "2026-03-01", discount));
        told.add(event("customer.subscription.updated", "2026-03-01", subscription("active", five, off)));
        told.add(event("customer.subscription.updated", "2026-04-01", subscription("active", best, off)));
        told.add(event("customer.subscription.updated", "2026-05-01", subscription("active", best, cancelling)));
        told.add(event("customer.subscription.updated", "2026-05-03", subscription("active", best, off)));
        told.add(event("customer.discount.deleted", "2026-06-01", discount));
        told.add(event("customer.subscription.updated", "2026-06-01", subscription("active", best, none)));
        told.add(event("customer.subscription.deleted", "2026-08-01", subscription("canceled", best, over)));
        told.add(event("payment_intent.succeeded", "2026-02-17", "{\"id\": \"pi_1\", \"object\": \"payment_intent\"}"));
        return told;
    }

    /** The same life as rows of changes. */
    static String asChanges() {
        return """
                {"change_id":"c1","subscription_id":"sub_1","account_id":"cus_1","kind":"trial_start","effective_at":"2026-01-01T00:00:00Z","plan_id":"prod_basic","quantity":2,"amount":"20","currency":"USD","interval":"month"}
                {"change_id":"c2","subscription_id":"sub_1","kind":"start","effective_at":"2026-01-15T00:00:00Z"}
                {"change_id":"c3","subscription_id":"sub_1","kind":"change_terms","effective_at":"2026-02-01T00:00:00Z","quantity":5,"amount":"20","currency":"USD","interval":"month","add_on_plan_id":"prod_extra","add_on_item_id":"si_2","add_on_quantity":3,"add_on_amount":"3"}
                {"change_id":"c4","subscription_id":"sub_1","kind":"payment_failed","effective_at":"2026-02-15T00:00:00Z"}
                {"change_id":"c5","subscription_id":"sub_1","kind":"payment_recovered","effective_at":"2026-02-17T00:00:00Z"}
                {"change_id":"c6","subscription_id":"sub_1","kind":"apply_discount","effective_at":"2026-03-01T00:00:00Z","discount_id":"di_1","coupon_id":"spring","percent_off":0.2,"duration":"repeating","until":"2026-06-01T00:00:00Z"}
                {"change_id":"c7","subscription_id":"sub_1","kind":"change_terms","effective_at":"2026-04-01T00:00:00Z","plan_id":"prod_pro","amount":"50","currency":"USD","interval":"month"}
                {"change_id":"c8","subscription_id":"sub_1","kind":"schedule_cancellation","effective_at":"2026-05-01T00:00:00Z","cancel_at":"2026-05-15T00:00:00Z"}
                {"change_id":"c9","subscription_id":"sub_1","kind":"retract_cancellation","effective_at":"2026-05-03T00:00:00Z"}
                {"change_id":"c10","subscription_id":"sub_1","kind":"cancel","effective_at":"2026-08-01T00:00:00Z","reason":"cancellation_requested","reason_code":"too_expensive","intent":"voluntary"}
                """;
    }
}
