package dev.keizoku.subscriptions.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class TermsResourceTest {

    private static final String FREE = "\"plan_id\": \"free\", \"currency\": \"USD\", \"interval\": \"month\"";

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open(TestTenants.fresh("Asia/Tokyo", "USD")).withAccounts("acme", "other");
        shop.put("/v1/plans/free", """
                {"name": "Free", "product": "suite",
                 "prices": [{"amount": {"amount": "0", "currency": "USD"}, "interval": "month"}]}
                """).then().statusCode(201);
        shop.put("/v1/plans/sso", """
                {"name": "Single sign-on", "product": "extras",
                 "prices": [{"amount": {"amount": "9", "currency": "USD"}, "interval": "month"},
                            {"amount": {"amount": "90", "currency": "USD"}, "interval": "year"}]}
                """).then().statusCode(201);
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    private Response change(String id, String kind, String day, String... more) {
        return shop.change("s", id, kind, day, more);
    }

    private void stateIs(String state) {
        shop.get("/v1/subscriptions/s").then().statusCode(200).body("state", equalTo(state));
    }

    private Response unchecked(String body) {
        return Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body(body)
                .post("/v1/subscriptions/s/changes");
    }

    @Test
    void aFailedPaymentIsPastDueUntilItIsRecovered() {
        change("f", "payment_failed", "2026-01-10")
                .then()
                .statusCode(201)
                .body("before.state", equalTo("active"))
                .body("after.state", equalTo("past_due"));
        stateIs("past_due");
        change("f2", "payment_failed", "2026-01-11")
                .then()
                .statusCode(409)
                .body("detail", containsString("past due already"));
        change("r", "payment_recovered", "2026-01-12").then().statusCode(201);
        stateIs("active");
        change("r2", "payment_recovered", "2026-01-13")
                .then()
                .statusCode(409)
                .body("detail", containsString("not past due"));
    }

    @Test
    void whatCostsNothingIsFreeUntilItsTermsSayOtherwise() {
        shop.put("/v1/subscriptions/f", """
                {"account_id": "acme", %s, "kind": "free_start", "effective_at": "2026-01-01T00:00:00Z"}
                """.formatted(FREE))
                .then()
                .statusCode(201)
                .body("state", equalTo("free"));
        shop.change("f", "no", "payment_failed", "2026-01-05").then().statusCode(409);
        shop.change("f", "up", "change_terms", "2026-01-10", "\"plan_id\": \"pro\"")
                .then()
                .statusCode(201)
                .body("before.state", equalTo("free"))
                .body("after.state", equalTo("active"));
        shop.change("f", "down", "change_terms", "2026-01-20", FREE)
                .then()
                .statusCode(201)
                .body("after.state", equalTo("free"));
        Response paid = shop.put("/v1/subscriptions/g", """
                {"account_id": "acme", "plan_id": "pro", "currency": "USD", "interval": "month",
                 "kind": "free_start", "effective_at": "2026-01-01T00:00:00Z"}
                """);
        BadInput.isProblem(paid, 409, "illegal_change");
        shop.get("/v1/subscriptions/g").then().statusCode(404);
    }

    @Test
    void aFreeSubscriptionWithAnAddOnThatCostsIsActive() {
        change("down", "change_terms", "2026-01-10", FREE).then().statusCode(201);
        stateIs("free");
        change("add", "change_terms", "2026-01-11", "\"add_ons\": [{\"item_id\": \"sso\", \"plan_id\": \"sso\"}]")
                .then()
                .statusCode(201)
                .body("after.state", equalTo("active"))
                .body("after.add_ons[0].price.amount.amount", equalTo("9.00"));
    }

    @Test
    void addOnsAreReplacedAllAtOnce() {
        change("a", "change_terms", "2026-01-10", """
                "add_ons": [{"item_id": "sso", "plan_id": "sso", "quantity": 3},
                            {"item_id": "api", "plan_id": "pro",
                             "price": {"amount": {"amount": "5", "currency": "USD"}, "interval": "month"}}]
                """)
                .then()
                .statusCode(201)
                .body("after.add_ons.item_id", contains("api", "sso"));
        change("q", "change_terms", "2026-01-11", "\"quantity\": 11")
                .then()
                .body("after.add_ons.item_id", contains("api", "sso"));
        change("none", "change_terms", "2026-01-12", "\"add_ons\": []")
                .then()
                .statusCode(201)
                .body("after.add_ons", nullValue());
        change("who", "change_terms", "2026-01-13", "\"add_ons\": [{\"item_id\": \"x\", \"plan_id\": \"nope\"}]")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/add_ons/0/plan_id"));
        Response twice = unchecked("""
                {"change_id": "t", "kind": "change_terms", "effective_at": "2026-02-01T00:00:00Z",
                 "add_ons": [{"item_id": "x", "plan_id": "sso"}, {"item_id": "x", "plan_id": "sso", "quantity": 0}]}
                """);
        twice.then().statusCode(400).body("errors.pointer", contains("/add_ons/1/quantity", "/add_ons/1/item_id"));
    }

    @Test
    void allOfASubscriptionIsInOneCurrency() {
        change("m", "change_terms", "2026-01-10", "\"minimum\": {\"amount\": \"100\", \"currency\": \"EUR\"}")
                .then()
                .statusCode(409)
                .body("detail", containsString("USD"));
        change("m", "change_terms", "2026-01-10", "\"minimum\": {\"amount\": \"100\", \"currency\": \"USD\"}")
                .then()
                .statusCode(201)
                .body("after.minimum.amount", equalTo("100.00"));
        change("gone", "change_terms", "2026-01-11", "\"minimum\": {\"amount\": \"0\", \"currency\": \"USD\"}")
                .then()
                .statusCode(201)
                .body("after.minimum", nullValue());
    }

    @Test
    void aRepeatingDiscountEndsByItself() {
        long head = shop.head();
        change("d", "apply_discount", "2026-01-31", """
                "percent_off": 0.2, "duration": "repeating", "months": 1, "coupon_id": "SPRING"
                """)
                .then()
                .statusCode(201)
                .body("after.discounts[0].discount_id", equalTo("d"))
                .body("after.discounts[0].coupon_id", equalTo("SPRING"))
                .body("after.discounts[0].percent_off", equalTo(0.2f))
                .body("after.discounts[0].until", equalTo("2026-02-28T00:00:00Z"));
        List<Map<String, Object>> rows = shop.feed(head);
        assertThat(rows)
                .extracting(row -> row.get("change_id") + " " + row.get("kind"))
                .containsExactly("d apply_discount", "#discount_end:d remove_discount");
        assertThat(rows.getLast().get("after")).asString().doesNotContain("SPRING");
        shop.get("/v1/subscriptions/s").then().body("discounts", nullValue());
        change("again", "remove_discount", "2026-03-01", "\"discount_id\": \"d\"")
                .then()
                .statusCode(409);
        change("early", "remove_discount", "2026-02-10", "\"discount_id\": \"d\"")
                .then()
                .statusCode(201);
        shop.get("/v1/subscriptions/s/changes")
                .then()
                .body("data.change_id", contains("#start", "d", "early", "#discount_end:d"));
    }

    @Test
    void aDiscountIsInForceOnceUnderItsName() {
        String half = "\"discount_id\": \"half\", \"percent_off\": 0.5, \"duration\": \"forever\"";
        change("d1", "apply_discount", "2026-01-10", half).then().statusCode(201);
        change("d2", "apply_discount", "2026-01-11", half)
                .then()
                .statusCode(409)
                .body("detail", containsString("in force already"));
        change("d3", "apply_discount", "2026-01-11", """
                "amount_off": {"amount": "5", "currency": "EUR"}, "duration": "once"
                """)
                .then()
                .statusCode(409)
                .body("detail", containsString("currency"));
        Response bad = unchecked("""
                {"change_id": "b", "kind": "apply_discount", "effective_at": "2026-02-01T00:00:00Z",
                 "percent_off": 20, "amount_off": {"amount": "5", "currency": "USD"}, "duration": "forever",
                 "months": 3, "quantity": 2}
                """);
        bad.then()
                .statusCode(400)
                .body("errors.pointer", contains("/quantity", "/percent_off", "/percent_off", "/months"));
    }

    @Test
    void aRampIsAChangeOfTermsThatIsPlanned() {
        long head = shop.head();
        change("ramp-1", "change_terms", "2026-07-01", """
                "price": {"amount": {"amount": "75", "currency": "USD"}, "interval": "month"}, "reason": "ramp"
                """)
                .then()
                .statusCode(201)
                .body("reason", equalTo("ramp"));
        assertThat(shop.feed(head))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("reason", "ramp")
                        .containsEntry("effective_at", "2026-07-01T00:00:00Z"));
        shop.get("/v1/subscriptions/s").then().body("price.amount.amount", equalTo("49.00"));
        MutableClock.set("2026-07-01T00:00:00Z");
        shop.get("/v1/subscriptions/s").then().body("price.amount.amount", equalTo("75.00"));
    }

    @Test
    void anEndSaysWhoseWillItWas() {
        long head = shop.head();
        change("x", "schedule_cancellation", "2026-01-10", """
                "cancel_at": "2026-02-01T00:00:00Z", "intent": "voluntary", "reason_code": "too_expensive"
                """)
                .then()
                .statusCode(201)
                .body("intent", equalTo("voluntary"));
        assertThat(shop.feed(head))
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("intent", "voluntary")
                        .containsEntry("reason_code", "too_expensive"));
        unchecked("""
                {"change_id": "p", "kind": "pause", "effective_at": "2026-01-20T00:00:00Z",
                 "intent": "pause", "reason_code": "Too Expensive"}
                """).then().statusCode(400).body("errors.pointer", contains("/reason_code", "/intent"));
    }

    @Test
    void aTermIsAgreedWithTheTerms() {
        change("t", "change_terms", "2026-01-10", """
                "term": {"starts_at": "2026-01-01T00:00:00Z", "ends_at": "2027-01-01T00:00:00Z", "auto_renew": true}
                """)
                .then()
                .statusCode(201)
                .body("after.term.auto_renew", equalTo(true));
        shop.get("/v1/subscriptions/s").then().body("term.ends_at", equalTo("2027-01-01T00:00:00Z"));
        unchecked("""
                {"change_id": "t2", "kind": "change_terms", "effective_at": "2026-01-20T00:00:00Z",
                 "term": {"starts_at": "2026-01-01T00:00:00Z", "ends_at": "2026-01-01T00:00:00Z"}}
                """).then().statusCode(400).body("errors.pointer", contains("/term/ends_at"));
    }
}
