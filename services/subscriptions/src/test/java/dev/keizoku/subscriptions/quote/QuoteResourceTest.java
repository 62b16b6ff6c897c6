package dev.keizoku.subscriptions.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class QuoteResourceTest {

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open();
        shop.put("/v1/plans/gold", """
                        {"name": "Gold", "product": "suite", "tier_rank": 3, "upgrade_discount": 0.1, "public": false,
                         "prices": [{"amount": {"amount": "99", "currency": "USD"}, "interval": "month"}]}
                        """).then().statusCode(201);
        shop.put("/v1/plans/mail", """
                        {"name": "Mail", "product": "mail",
                         "prices": [{"amount": {"amount": "10", "currency": "USD"}, "interval": "month"}]}
                        """).then().statusCode(201);
        shop.withAccounts("acme", "beta");
        shop.start("s", "acme", "2026-01-31").then().statusCode(201);
    }

    @AfterEach
    void resetTheClock() {
        MutableClock.reset();
    }

    private Response ask(String body) {
        return shop.writer().body(body).post("/v1/accounts/acme/quotes");
    }

    private Response wrong(String body) {
        return Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body(body)
                .post("/v1/accounts/acme/quotes");
    }

    private Response confirm(String account, String id) {
        return shop.writer().post("/v1/accounts/" + account + "/quotes/" + id + "/confirm");
    }

    private static String upgrade(String more) {
        return "{\"subscription_id\": \"s\", \"kind\": \"change_plan\", \"plan_id\": \"gold\"" + more + "}";
    }

    @Test
    void anUpgradeIsPricedAndThenMadeAtOnce() {
        String id = ask(upgrade(""))
                .then()
                .statusCode(201)
                .body("mrr_before.amount", equalTo("490.00"))
                .body("mrr_after.amount", equalTo("891.00"))
                .body("mrr_change.amount", equalTo("401.00"))
                .body("after.price.amount.amount", equalTo("89.10"))
                .body("effective_at", equalTo("2026-03-02T00:00:00Z"))
                .body("discounts.kind", contains("upgrade"))
                .body("status", equalTo("open"))
                .extract()
                .path("quote_id");
        shop.get("/v1/subscriptions/s").then().body("plan_id", equalTo("pro"));
        MutableClock.advance(Duration.ofDays(1));
        confirm("beta", id).then().statusCode(404);
        confirm("acme", id)
                .then()
                .statusCode(200)
                .body("status", equalTo("confirmed"))
                .body("effective_at", equalTo("2026-03-03T00:00:00Z"))
                .body("change_id", equalTo(id));
        long head = shop.head();
        confirm("acme", id).then().statusCode(200).body("effective_at", equalTo("2026-03-03T00:00:00Z"));
        assertThat(shop.head()).isEqualTo(head);
        shop.get("/v1/subscriptions/s")
                .then()
                .body("plan_id", equalTo("gold"))
                .body("price.amount.amount", equalTo("89.10"));
        shop.get("/v1/accounts/acme/quotes/" + id).then().statusCode(200).body("status", equalTo("confirmed"));
        shop.get("/v1/accounts/acme/quotes/none").then().statusCode(404);
    }

    @Test
    void whatMakesLessWaitsForTheEndOfWhatIsPaidFor() {
        ask("{\"subscription_id\": \"s\", \"kind\": \"change_quantity\", \"quantity\": 4}")
                .then()
                .statusCode(201)
                .body("effective_at", equalTo("2026-03-31T00:00:00Z"))
                .body("mrr_change.amount", equalTo("-294.00"))
                .body("valid_until", equalTo("2026-03-09T00:00:00Z"));
        ask("{\"subscription_id\": \"s\", \"kind\": \"change_quantity\", \"quantity\": 12}")
                .then()
                .body("effective_at", equalTo("2026-03-02T00:00:00Z"))
                .body("mrr_change.amount", equalTo("98.00"));
        ask("{\"subscription_id\": \"s\", \"kind\": \"change_quantity\", \"quantity\": 4, \"effective_at\": \"2026-03-10T00:00:00Z\"}")
                .then()
                .body("effective_at", equalTo("2026-03-10T00:00:00Z"));
    }

    @Test
    void aCancellationIsScheduledForTheEnd() {
        String id = ask("{\"subscription_id\": \"s\", \"kind\": \"cancel\", \"reason\": \"moving on\"}")
                .then()
                .statusCode(201)
                .body("effective_at", equalTo("2026-03-31T00:00:00Z"))
                .body("before.state", equalTo("active"))
                .body("after.state", equalTo("ended"))
                .body("mrr_after.amount", equalTo("0.00"))
                .extract()
                .path("quote_id");
        confirm("acme", id).then().statusCode(200);
        shop.get("/v1/subscriptions/s")
                .then()
                .body("state", equalTo("active"))
                .body("cancel_at", equalTo("2026-03-31T00:00:00Z"));
    }

    @Test
    void aLongTermIsCheaperAndAgreedForAsLong() {
        // The plan lists a year's price of its own; for two years it is made of the monthly one.
        ask("{\"subscription_id\": \"s\", \"kind\": \"change_term\", \"term_months\": 12}")
                .then()
                .statusCode(201)
                .body("after.price.amount.amount", equalTo("490.00"))
                .body("after.price.interval", equalTo("year"))
                .body("discounts.size()", equalTo(0));
        ask("{\"subscription_id\": \"s\", \"kind\": \"change_term\", \"term_months\": 24}")
                .then()
                .body("after.price.amount.amount", equalTo("882.00"))
                .body("after.price.interval_count", equalTo(2))
                .body("after.term.ends_at", equalTo("2028-03-02T00:00:00Z"))
                .body("discounts[0].kind", equalTo("term"))
                .body("discounts[0].percent_off", equalTo(0.25f))
                .body("effective_at", equalTo("2026-03-02T00:00:00Z"))
                .body("mrr_after.amount", equalTo("367.50"));
        shop.put("/v1/term-discounts", "{\"data\": []}").then().statusCode(200);
        ask("{\"subscription_id\": \"s\", \"kind\": \"change_term\", \"term_months\": 24}")
                .then()
                .body("after.price.amount.amount", equalTo("1176.00"))
                .body("discounts.size()", equalTo(0));
    }

    @Test
    void aBundleCountsWhenTheAccountHasAllOfIt() {
        shop.put("/v1/bundles/both", "{\"name\": \"Both\", \"plan_ids\": [\"gold\", \"mail\"], \"percent_off\": 0.5}")
                .then()
                .statusCode(201);
        ask(upgrade("")).then().body("discounts.kind", contains("upgrade"));
        shop.put("/v1/subscriptions/m", """
                        {"account_id": "acme", "plan_id": "mail", "effective_at": "2026-01-01T00:00:00Z"}
                        """).then().statusCode(201);
        ask(upgrade(", \"quantity\": 1"))
                .then()
                .body("discounts.kind", contains("upgrade", "bundle"))
                .body("mrr_after.amount", equalTo("44.55"));
    }

    @Test
    void aQuoteThatNoLongerFitsIsRefused() {
        String changed = ask(upgrade("")).path("quote_id");
        shop.change("s", "more", "change_terms", "2026-02-15", "\"quantity\": 11")
                .then()
                .statusCode(201);
        BadInput.isProblem(confirm("acme", changed), 409, "quote_outdated");
        String old = ask(upgrade("")).path("quote_id");
        MutableClock.advance(Duration.ofDays(7));
        BadInput.isProblem(confirm("acme", old), 409, "quote_outdated");
        shop.get("/v1/accounts/acme/quotes/" + old)
                .then()
                .body("status", equalTo("expired"))
                .body("confirmed_at", nullValue());
    }

    @Test
    void onlyWhatCannotBeIsRefused() {
        BadInput.isProblem(wrong("{\"subscription_id\": \"none\", \"kind\": \"cancel\"}"), 404, "not_found");
        Response stranger = wrong("{\"subscription_id\": \"s\", \"kind\": \"change_plan\", \"plan_id\": \"who\"}");
        BadInput.isProblem(stranger, 422, "unknown_reference");
        shop.put("/v1/plans/unpriced", "{\"name\": \"x\", \"product\": \"suite\"}")
                .then()
                .statusCode(201);
        BadInput.isProblem(
                wrong("{\"subscription_id\": \"s\", \"kind\": \"change_plan\", \"plan_id\": \"unpriced\"}"),
                422,
                "price_not_chosen");
        shop.change("s", "c", "cancel", "2026-03-01").then().statusCode(201);
        BadInput.isProblem(wrong(upgrade("")), 409, "illegal_change");
    }

    @Test
    void everyBadFieldIsNamed() {
        Response answer =
                wrong("{\"kind\": \"haggle\", \"quantity\": 0, \"term_months\": 0, \"plan_id\": \"\", \"more\": 1}");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then()
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/subscription_id", "/kind", "/quantity", "/term_months", "/plan_id", "/more"));
        Response misplaced = wrong("""
                {"subscription_id": "s", "kind": "change_plan", "term_months": 2, "reason_code": "too_expensive",
                 "effective_at": "2026-01-01T00:00:00Z"}
                """);
        BadInput.isProblem(misplaced, 400, "invalid_request");
        misplaced
                .then()
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/plan_id", "/term_months", "/reason_code", "/effective_at"));
        BadInput.check(
                () -> Api.unchecked(shop.tenant(), "subscriptions:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).post("/v1/accounts/acme/quotes")
                        : request.body((String) body).post("/v1/accounts/acme/quotes"));
    }
}
