package dev.keizoku.e2e.story.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One subscription, and what happens to it; a day is its first instant in UTC. */
record Subscription(Company company, String id) {

    static String instant(String dayOrInstant) {
        return dayOrInstant.contains("T") ? dayOrInstant : dayOrInstant + "T00:00:00Z";
    }

    Subscription costs(Price price, String from) {
        return change("change_terms", from, Map.of("price", price.body()));
    }

    Subscription costs(Price price, String from, String reason) {
        return change("change_terms", from, Map.of("price", price.body(), "reason", reason));
    }

    Subscription moves(String plan, Price price, String from) {
        return change("change_terms", from, Map.of("plan_id", plan, "price", price.body()));
    }

    Subscription seats(int quantity, String from) {
        return change("change_terms", from, Map.of("quantity", quantity));
    }

    Subscription percentOff(String share, String duration, String from) {
        return change("apply_discount", from, Map.of("percent_off", Double.valueOf(share), "duration", duration));
    }

    Subscription percentOffForMonths(String share, int months, String from) {
        return change(
                "apply_discount",
                from,
                Map.of("percent_off", Double.valueOf(share), "duration", "repeating", "months", months));
    }

    Subscription amountOff(String amount, String from) {
        return change(
                "apply_discount",
                from,
                Map.of("amount_off", Map.of("amount", amount, "currency", "USD"), "duration", "forever"));
    }

    Subscription becomesPaid(String from) {
        return change("start", from, Map.of());
    }

    Subscription pauses(String from) {
        return change("pause", from, Map.of());
    }

    Subscription resumes(String from) {
        return change("resume", from, Map.of());
    }

    Subscription paymentFails(String on) {
        return change("payment_failed", on, Map.of());
    }

    Subscription paymentRecovers(String on) {
        return change("payment_recovered", on, Map.of());
    }

    Subscription ends(String on) {
        return change("cancel", on, Map.of());
    }

    /** What was used in a period is charged when that is over. */
    Subscription charged(String amount, String from, String to) {
        return change(
                "usage_charge",
                to,
                Map.of(
                        "charge",
                        Map.of("amount", amount, "currency", company.currency()),
                        "period_start",
                        instant(from),
                        "period_end",
                        instant(to)));
    }

    Subscription isCancelled(String on, String end) {
        return change("schedule_cancellation", on, Map.of("cancel_at", instant(end)));
    }

    Subscription isKept(String on) {
        return change("retract_cancellation", on, Map.of());
    }

    /** Becomes another account's. */
    Subscription goesTo(String from, String to, String on) {
        company.post(
                "/v1/accounts/" + from + "/transfers",
                Map.of(
                        "change_id",
                        "transfer-" + on,
                        "effective_at",
                        instant(on),
                        "to",
                        to,
                        "subscription_ids",
                        List.of(id)));
        return this;
    }

    Subscription renewal(String renewal, Map<String, ?> body) {
        company.put("/v1/subscriptions/" + id + "/renewals/" + renewal, body);
        return this;
    }

    /** When the last of its changes was known, by the clock of who recorded it. */
    String known() {
        JsonNode changes =
                company.ledger().get("/v1/subscriptions/" + id + "/changes").path("data");
        return changes.path(changes.size() - 1).path("known_at").asText();
    }

    /** Tells of a change, whose id follows from what it is and when. */
    Subscription change(String kind, String on, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.putAll(Map.of("change_id", kind + "-" + on, "kind", kind, "effective_at", instant(on)));
        company.post("/v1/subscriptions/" + id + "/changes", body);
        return this;
    }
}
