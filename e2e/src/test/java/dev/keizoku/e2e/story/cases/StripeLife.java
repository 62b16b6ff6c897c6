package dev.keizoku.e2e.story.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.e2e.suite.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The events of two subscriptions' lives, in the shape of Stripe's own example objects. */
final class StripeLife {

    private static final List<String> WHEN_IT_IS_OVER =
            List.of("cancel_at", "canceled_at", "ended_at", "pause_collection", "trial_start", "trial_end", "discount");

    private final JsonNode examples;
    private final List<String> events = new ArrayList<>();

    private StripeLife(JsonNode examples) {
        this.examples = examples;
    }

    /** Every event, in the order things came about. */
    static List<String> told() {
        try {
            StripeLife life = new StripeLife(new ObjectMapper()
                    .readTree(Repository.shared("stripe/fixtures3.json").toFile())
                    .path("resources"));
            life.catalogue();
            life.tellOfTheFirst();
            life.tellOfTheSecond();
            return life.events;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void catalogue() {
        for (String product : List.of("basic", "pro", "extra")) {
            ObjectNode object = example("product", "prod_" + product);
            event("product.created", "2025-01-01", object.put("name", product));
        }
        event("price.created", "2025-01-01", price("basic", 2000));
        event("price.created", "2025-01-01", price("pro", 5000));
        event("price.created", "2025-01-01", price("extra", 300));
        for (String customer : List.of("cus_1", "cus_2")) {
            event(
                    "customer.created",
                    "2025-12-30",
                    example("customer", customer).put("name", customer));
        }
    }

    /** Tried, paid, grown, late and paid again, cheaper for a while, upgraded, nearly cancelled, cancelled. */
    private void tellOfTheFirst() {
        ObjectNode two = item("si_1", price("basic", 2000), 2, "2026-01-01");
        ObjectNode five = item("si_1", price("basic", 2000), 5, "2026-01-01");
        ObjectNode extra = item("si_2", price("extra", 300), 3, "2026-02-01");
        ObjectNode best = item("si_1", price("pro", 5000), 5, "2026-01-01");
        updated("created", "2026-01-01", first("trialing", two));
        updated("trial_will_end", "2026-01-12", first("trialing", two));
        updated("updated", "2026-01-15", first("active", two));
        updated("updated", "2026-02-01", first("active", five, extra));
        updated("updated", "2026-02-15", first("past_due", five, extra));
        event("invoice.payment_failed", "2026-02-15", invoice());
        event("invoice.payment_failed", "2026-02-16", invoice());
        event("invoice.paid", "2026-02-17", invoice());
        updated("updated", "2026-02-17", first("active", five, extra));
        event("customer.discount.created", "2026-03-01", discount());
        updated("updated", "2026-03-01", discounted(first("active", five, extra)));
        updated("updated", "2026-04-01", discounted(first("active", best, extra)));
        updated(
                "updated",
                "2026-05-01",
                discounted(first("active", best, extra))
                        .put("cancel_at_period_end", true)
                        .put("canceled_at", at("2026-05-01"))
                        .put("current_period_end", at("2026-05-15")));
        updated("updated", "2026-05-03", discounted(first("active", best, extra)));
        event("customer.discount.deleted", "2026-06-01", discount());
        updated("updated", "2026-06-01", first("active", best, extra));
        ObjectNode over = first("canceled", best, extra)
                .put("canceled_at", at("2026-08-01"))
                .put("ended_at", at("2026-08-01"));
        over.putObject("cancellation_details")
                .put("reason", "cancellation_requested")
                .put("feedback", "too_expensive");
        updated("deleted", "2026-08-01", over);
        event("payment_intent.succeeded", "2026-02-17", example("payment_intent", "pi_1"));
    }

    /** Late, given up, paid after all, paused and resumed. */
    private void tellOfTheSecond() {
        ObjectNode one = item("si_3", price("pro", 5000), 1, "2026-01-01");
        updated("created", "2026-01-01", subscription("sub_2", "cus_2", "active", one));
        updated("updated", "2026-02-01", subscription("sub_2", "cus_2", "past_due", one));
        updated("updated", "2026-03-01", subscription("sub_2", "cus_2", "unpaid", one));
        updated("updated", "2026-04-01", subscription("sub_2", "cus_2", "active", one));
        ObjectNode paused = subscription("sub_2", "cus_2", "active", one);
        paused.putObject("pause_collection").put("behavior", "void");
        updated("updated", "2026-05-01", paused);
        updated("updated", "2026-06-01", subscription("sub_2", "cus_2", "active", one));
    }

    private void updated(String what, String day, ObjectNode subscription) {
        event("customer.subscription." + what, day, subscription);
    }

    private void event(String type, String day, ObjectNode object) {
        ObjectNode event = example("event", "evt_%05d".formatted(events.size()));
        event.put("type", type).put("created", at(day)).putObject("data").set("object", object);
        events.add(event.toString());
    }

    private ObjectNode first(String status, ObjectNode... items) {
        return subscription("sub_1", "cus_1", status, items)
                .put("trial_start", at("2026-01-01"))
                .put("trial_end", at("2026-01-15"));
    }

    private ObjectNode subscription(String id, String customer, String status, ObjectNode... items) {
        ObjectNode subscription = example("subscription", id)
                .put("customer", customer)
                .put("status", status)
                .put("cancel_at_period_end", false)
                .put("created", at("2026-01-01"))
                .put("start_date", at("2026-01-01"));
        WHEN_IT_IS_OVER.forEach(subscription::putNull);
        subscription.putArray("discounts");
        ArrayNode data = subscription.putObject("items").put("object", "list").putArray("data");
        for (ObjectNode item : items) {
            data.add(item.deepCopy());
        }
        return subscription;
    }

    private static ObjectNode discounted(ObjectNode subscription) {
        subscription.putArray("discounts").add("di_1");
        return subscription;
    }

    private ObjectNode item(String id, ObjectNode price, int quantity, String created) {
        ObjectNode item =
                example("subscription_item", id).put("quantity", quantity).put("created", at(created));
        item.set("price", price);
        item.remove("plan");
        return item;
    }

    private ObjectNode price(String product, int cents) {
        return example("price", "price_" + product)
                .put("product", "prod_" + product)
                .put("unit_amount", cents)
                .put("unit_amount_decimal", Integer.toString(cents))
                .putNull("transform_quantity");
    }

    private ObjectNode discount() {
        ObjectNode discount = example("discount", "di_1")
                .put("customer", "cus_1")
                .put("subscription", "sub_1")
                .put("start", at("2026-03-01"))
                .put("end", at("2026-06-01"));
        discount.set(
                "coupon",
                example("coupon", "spring")
                        .put("percent_off", 20.0)
                        .put("duration", "repeating")
                        .put("duration_in_months", 3));
        return discount;
    }

    private ObjectNode invoice() {
        ObjectNode invoice = example("invoice", "in_1").put("customer", "cus_1");
        invoice.putObject("parent")
                .put("type", "subscription_details")
                .putObject("subscription_details")
                .put("subscription", "sub_1");
        return invoice;
    }

    private ObjectNode example(String kind, String id) {
        return ((ObjectNode) examples.get(kind)).deepCopy().put("id", id);
    }

    private static long at(String day) {
        return LocalDate.parse(day).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }
}
