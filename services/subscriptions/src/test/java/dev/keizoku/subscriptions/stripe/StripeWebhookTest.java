package dev.keizoku.subscriptions.stripe;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithKeizoku
class StripeWebhookTest {

    private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");
    private static final String IGNORED = """
            {"id": "evt_x", "type": "radar.early_fraud_warning.created", "created": 1767225600,
             "data": {"object": {"id": "issfr_1"}}}
            """;

    private Shop shop;

    @BeforeEach
    void open() {
        MutableClock.set(NOW);
        shop = new Shop(TestTenants.fresh("UTC", "USD"));
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    private static List<Map<String, Object>> timeline(Shop shop, String subscription) {
        List<Map<String, Object>> rows = shop.get("/v1/subscriptions/" + subscription + "/changes?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("data");
        return rows.stream()
                .map(row -> {
                    Map<String, Object> content = new java.util.LinkedHashMap<>(row);
                    content.keySet().removeAll(List.of("change_id", "known_at", "recorded_at"));
                    return content;
                })
                .toList();
    }

    private static List<String> kinds(Shop shop, String subscription) {
        return timeline(shop, subscription).stream()
                .map(row -> row.get("kind") + " "
                        + row.get("effective_at").toString().substring(0, 10))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void aLifeIsTheSameInAnyOrderAndAsTheApiTellsIt(long seed) {
        Shop own = new Shop(TestTenants.fresh("UTC", "USD"));
        JsonPath job = own.load(
                "subscription_change",
                false,
                "{\"format\": \"ndjson\", \"create_missing\": true}",
                "application/x-ndjson",
                StripeLife.asChanges());
        assertThat(job.getInt("rows_rejected"))
                .as(() -> own.rejections(job).toString())
                .isZero();
        StripeSender stripe = StripeSender.connect(shop, NOW);
        List<String> events = new ArrayList<>(StripeLife.told());
        events.addAll(List.copyOf(events));
        if (seed > 0) {
            Collections.shuffle(events, new Random(seed));
        }
        events.forEach(event -> stripe.send(event).then().statusCode(200));
        assertThat(timeline(shop, "sub_1")).isEqualTo(timeline(own, "sub_1"));
        shop.get("/v1/accounts/cus_1")
                .then()
                .body("name", equalTo("Acme"))
                .body("external_ids.stripe", equalTo("cus_1"))
                .body("attributes.country", equalTo("JP"));
        shop.get("/v1/plans/prod_basic")
                .then()
                .body("name", equalTo("The basic"))
                .body("prices[0].amount.amount", equalTo("20.00"));
        Api.as(shop.tenant(), "admin").get("/v1/integrations/stripe").then().body("failures", hasSize(0));
    }

    @Test
    void aSubscriptionThatIsPaidAfterAllIsANewOne() {
        StripeSender stripe = StripeSender.connect(shop, NOW);
        String price = StripeLife.price("price_1", "prod_1", "1000", "2025-01-01");
        List<String> events = new ArrayList<>();
        for (String[] step : new String[][] {
            {"created", "2026-01-01", "active"},
            {"updated", "2026-02-01", "past_due"},
            {"updated", "2026-03-01", "unpaid"},
            {"updated", "2026-04-01", "active"},
            {"updated", "2026-05-01", "active\", \"pause_collection\": {\"behavior\": \"void\"}, \"x\": \""},
            {"updated", "2026-06-01", "active"}
        }) {
            events.add(StripeLife.event("customer.subscription." + step[0], step[1], """
                    {"id": "sub_2", "object": "subscription", "customer": "cus_2", "start_date": %d, "status": "%s",
                     "items": {"data": [{"id": "si_1", "quantity": 1, "price": %s}]}}
                    """.formatted(
                            StripeLife.at("2026-01-01"), step[2], price)));
        }
        Collections.reverse(events);
        events.forEach(event -> assertThat(stripe.outcome(event)).isEqualTo("applied"));
        assertThat(kinds(shop, "sub_2"))
                .containsExactly("start 2026-01-01", "payment_failed 2026-02-01", "cancel 2026-03-01");
        assertThat(kinds(shop, "sub_2:2")).containsExactly("start 2026-04-01", "pause 2026-05-01", "resume 2026-06-01");
    }

    @Test
    void whatIsNotKnownYetIsWaitedFor() {
        StripeSender stripe = StripeSender.connect(shop, NOW, ", \"tax_rate\": 0.1, \"plan_by\": \"price\"");
        String subscription = StripeLife.event(
                "customer.subscription.created", "2026-01-01", """
                {"id": "sub_3", "object": "subscription", "customer": "cus_3", "start_date": %d, "status": "active",
                 "items": {"data": [{"id": "si_1", "quantity": 4, "price": "price_yen"}]}}
                """.formatted(StripeLife.at("2026-01-01")));
        assertThat(stripe.outcome(subscription)).isEqualTo("waiting");
        shop.get("/v1/subscriptions/sub_3").then().statusCode(404);
        assertThat(stripe.outcome(StripeLife.event("price.created", "2025-01-01", """
                {"id": "price_yen", "object": "price", "currency": "jpy", "product": "prod_yen", "unit_amount": 1100,
                 "tax_behavior": "inclusive", "nickname": "Yen", "recurring": {"interval": "year", "interval_count": 1}}
                """)))
                .isEqualTo("applied");
        shop.get("/v1/subscriptions/sub_3")
                .then()
                .body("plan_id", equalTo("price_yen"))
                .body("price.amount.amount", equalTo("1000"))
                .body("price.interval", equalTo("year"))
                .body("quantity", equalTo(4));
    }

    @Test
    void eachEventIsTakenOnce() {
        StripeSender stripe = StripeSender.connect(shop, NOW);
        assertThat(stripe.outcome(IGNORED)).isEqualTo("ignored");
        assertThat(stripe.outcome(IGNORED)).isEqualTo("duplicate");
        String bad = StripeLife.event("customer.subscription.created", "2026-01-01", """
                {"id": "sub_4", "object": "subscription", "customer": "cus_4", "start_date": 1, "status": "odd",
                 "items": {"data": []}}
                """);
        assertThat(stripe.outcome(bad)).isEqualTo("failed");
        Api.as(shop.tenant(), "admin")
                .get("/v1/integrations/stripe")
                .then()
                .body("failures", hasSize(1))
                .body("failures[0].detail", equalTo("status: This is no status of a subscription."));
    }

    @Test
    void onlyWhatStripeSignedIsTaken() {
        StripeSender stripe = StripeSender.connect(shop, NOW);
        long head = shop.head();
        Response forged = new StripeSender(shop, stripe.endpoint(), "whsec_of_somebody_else", NOW).send(IGNORED);
        isProblem(forged, 400, "invalid_request");
        Response old =
                new StripeSender(shop, stripe.endpoint(), StripeSender.SECRET, NOW.minusSeconds(301)).send(IGNORED);
        isProblem(old, 400, "invalid_request");
        Response nobodys = new StripeSender(shop, "se_nobody", StripeSender.SECRET, NOW).send(IGNORED);
        isProblem(nobodys, 404, "not_found");
        assertThat(nobodys.jsonPath().getString("detail"))
                .isEqualTo(forged.jsonPath().getString("detail"));
        assertThat(shop.head()).isEqualTo(head);
        assertThat(stripe.outcome(IGNORED)).isEqualTo("ignored");
        isProblem(stripe.sendUnchecked("[1]"), 400, "malformed_json");
        isProblem(stripe.sendUnchecked("{\"id\": \"evt_1\"}"), 400, "invalid_request");
        isProblem(
                Api.unchecked(shop.tenant(), "subscriptions:write", "admin")
                        .contentType(ContentType.JSON)
                        .body(IGNORED)
                        .post("/v1/integrations/stripe/webhook?endpoint=" + stripe.endpoint()),
                403,
                "forbidden");
    }

    @Test
    void secretsAreRotatedWithoutAGapAndNeverShown() {
        StripeSender stripe = StripeSender.connect(shop, NOW);
        Response rotated = Api.as(shop.tenant(), "admin")
                .contentType(ContentType.JSON)
                .body("{\"signing_secrets\": [\"whsec_the_next_one\", \"" + StripeSender.SECRET + "\"]}")
                .put("/v1/integrations/stripe");
        rotated.then().statusCode(200).body("signing_secrets", equalTo(2)).body("endpoint", equalTo(stripe.endpoint()));
        assertThat(rotated.asString()).doesNotContain("whsec_");
        assertThat(stripe.outcome(IGNORED)).isEqualTo("ignored");
        assertThat(new StripeSender(shop, stripe.endpoint(), "whsec_the_next_one", NOW).outcome(IGNORED))
                .isEqualTo("duplicate");
        Api.as(shop.tenant(), "admin").delete("/v1/integrations/stripe").then().statusCode(204);
        isProblem(stripe.send(IGNORED), 404, "not_found");
        isProblem(Api.as(shop.tenant(), "admin").get("/v1/integrations/stripe"), 404, "not_found");
        isProblem(
                Api.unchecked(shop.tenant(), "admin")
                        .contentType(ContentType.JSON)
                        .body("{\"plan_by\": \"price\"}")
                        .put("/v1/integrations/stripe"),
                400,
                "invalid_request");
    }

    private static String shown(String type, String second, String items, String previous) {
        String object = """
                {"id": "sub_5", "object": "subscription", "customer": "cus_5", "start_date": %d, "status": "active",
                 "items": {"object": "list", "data": [%s]}}
                """.formatted(StripeLife.at("2026-01-01"), items);
        return StripeLife.event("customer.subscription." + type, second, object + previous);
    }

    private static String item(String price, int quantity) {
        return "{\"id\": \"si_1\", \"quantity\": %d, \"price\": %s}".formatted(quantity, price);
    }

    private static String before(int quantity) {
        return ", \"previous_attributes\": {\"quantity\": %1$d, \"items\": {\"data\": [{\"id\": \"si_1\", \"quantity\": %1$d}]}}"
                .formatted(quantity);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void updatesOfOneSecondAreInTheOrderTheySay(boolean reversed) {
        StripeSender stripe = StripeSender.connect(shop, NOW);
        String price = StripeLife.price("price_1", "prod_1", "1000", "2025-01-01");
        String created = shown("created", "2026-01-01", item(price, 1), "");
        // Their ids say the opposite of what came first.
        String last = shown("updated", "2026-02-01", item(price, 3), before(8));
        String middle = shown("updated", "2026-02-01", item(price, 8), before(5));
        String first = shown("updated", "2026-02-01", item(price, 5), before(1));
        List<String> events = new ArrayList<>(List.of(created, first, middle, last));
        if (reversed) {
            Collections.reverse(events);
        }
        events.forEach(event -> assertThat(stripe.outcome(event)).isEqualTo("applied"));
        shop.get("/v1/subscriptions/sub_5").then().body("quantity", equalTo(3));
        assertThat(kinds(shop, "sub_5")).containsExactly("start 2026-01-01", "change_terms 2026-02-01");
    }

    @Test
    void whatIsOnlyMeteredIsActiveAndWorthNothingByItself() {
        StripeSender stripe = StripeSender.connect(shop, NOW);
        String metered = """
                {"id": "price_m", "object": "price", "currency": "usd", "product": "prod_m", "unit_amount": 2,
                 "recurring": {"interval": "month", "usage_type": "metered"}}
                """;
        String flat = StripeLife.price("price_1", "prod_1", "0", "2025-01-01");
        stripe.send(shown("created", "2026-01-01", "{\"id\": \"si_1\", \"price\": %s}".formatted(metered), ""));
        shop.get("/v1/subscriptions/sub_5")
                .then()
                .body("state", equalTo("active"))
                .body("metered", equalTo(true))
                .body("price.amount.amount", equalTo("0.00"));
        stripe.send(shown("updated", "2026-03-01", item(flat, 1), ""));
        shop.get("/v1/subscriptions/sub_5").then().body("state", equalTo("free"));
    }

    @Test
    void aDiscountForOneInvoiceIsOverWithIt() {
        StripeSender stripe = StripeSender.connect(shop, NOW);
        String price = StripeLife.price("price_1", "prod_1", "1000", "2025-01-01");
        stripe.send(shown("created", "2026-01-01", item(price, 1), ""));
        stripe.send(StripeLife.event(
                "customer.discount.created", "2026-01-20", """
                {"id": "di_5", "object": "discount", "customer": "cus_5", "subscription": "sub_5", "start": %d,
                 "coupon": {"id": "once", "object": "coupon", "percent_off": 50.0, "duration": "once"}}
                """.formatted(StripeLife.at("2026-01-20"))));
        shop.get("/v1/subscriptions/sub_5").then().body("discounts", hasSize(1));
        stripe.send(StripeLife.event("invoice.paid", "2026-02-01", """
                {"id": "in_5", "object": "invoice", "customer": "cus_5",
                 "parent": {"type": "subscription_details", "subscription_details": {"subscription": "sub_5"}}}
                """));
        shop.get("/v1/subscriptions/sub_5").then().body("discounts", equalTo(null));
        assertThat(kinds(shop, "sub_5"))
                .containsExactly("start 2026-01-01", "apply_discount 2026-01-20", "remove_discount 2026-02-01");
    }
}
