package dev.keizoku.subscriptions.subscription;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a subscription takes from the catalogue: minimums, metering and coupons. */
@QuarkusTest
@WithKeizoku
class CatalogueTermsTest {

    private static final String CALLS = """
            {"name": "Calls", "product": "suite",
             "prices": [{"amount": {"amount": "0", "currency": "USD"}, "interval": "month", "metered": true,
                         "minimum": {"amount": "100", "currency": "USD"}},
                        {"amount": {"amount": "0", "currency": "USD"}, "interval": "year", "metered": true}]}
            """;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open(TestTenants.fresh("Asia/Tokyo", "USD")).withAccounts("acme");
        shop.put("/v1/plans/calls", CALLS).then().statusCode(201);
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
    }

    private Response change(String id, String kind, String day, String more) {
        return shop.change("s", id, kind, day, more);
    }

    private void coupon(String id, String body) {
        shop.put("/v1/coupons/" + id, body).then().statusCode(201);
    }

    @Test
    void aPlansMinimumComesWithItsPriceAndGoesWithIt() {
        change("in", "change_terms", "2026-02-01", "\"plan_id\": \"calls\"")
                .then()
                .statusCode(201)
                .body("after.minimum.amount", equalTo("100.00"))
                .body("after.metered", equalTo(true))
                .body("after.state", equalTo("active"));
        change("seats", "change_terms", "2026-03-01", "\"quantity\": 3")
                .then()
                .statusCode(201)
                .body("after.minimum.amount", equalTo("100.00"));
        change("yearly", "change_terms", "2026-04-01", "\"interval\": \"year\"")
                .then()
                .statusCode(201)
                .body("after.minimum", nullValue())
                .body("after.metered", equalTo(true))
                .body("after.state", equalTo("active"));
        change("out", "change_terms", "2026-05-01", "\"plan_id\": \"pro\"")
                .then()
                .statusCode(201)
                .body("after.minimum", nullValue())
                .body("after.metered", nullValue());
    }

    @Test
    void anExplicitMinimumWinsAndZeroClears() {
        change("in", "change_terms", "2026-02-01", """
                "plan_id": "calls", "minimum": {"amount": "70", "currency": "USD"}
                """)
                .then()
                .statusCode(201)
                .body("after.minimum.amount", equalTo("70.00"));
        change("none", "change_terms", "2026-03-01", """
                "minimum": {"amount": "0", "currency": "USD"}
                """).then().statusCode(201).body("after.minimum", nullValue());
        change("own", "change_terms", "2026-04-01", """
                "plan_id": "pro", "minimum": {"amount": "55", "currency": "USD"}
                """)
                .then()
                .statusCode(201)
                .body("after.minimum.amount", equalTo("55.00"));
        change("agreed", "change_terms", "2026-05-01", """
                "plan_id": "other", "price": {"amount": {"amount": "5", "currency": "USD"}, "interval": "month"}
                """).then().statusCode(422);
        shop.put("/v1/plans/other", "{\"name\": \"Other\", \"product\": \"suite\"}");
        change("agreed", "change_terms", "2026-05-01", """
                "plan_id": "other", "price": {"amount": {"amount": "5", "currency": "USD"}, "interval": "month"}
                """)
                .then()
                .statusCode(201)
                .body("after.minimum", nullValue());
    }

    @Test
    void aSubscriptionBeginsWithThePlansMinimum() {
        shop.put("/v1/subscriptions/m", """
                {"account_id": "acme", "plan_id": "calls", "currency": "USD", "interval": "month",
                 "effective_at": "2026-01-01T00:00:00Z"}
                """)
                .then()
                .statusCode(201)
                .body("minimum.amount", equalTo("100.00"))
                .body("metered", equalTo(true));
        shop.get("/v1/subscriptions/m").then().body("state", equalTo("active"));
    }

    @Test
    void aCouponSaysWhatItTakesOffAndForHowLong() {
        coupon("spring", """
                {"name": "Spring", "percent_off": 0.2, "duration": "repeating", "months": 3}
                """);
        JsonPath applied = change("d", "apply_discount", "2026-01-31", "\"coupon_id\": \"spring\"")
                .then()
                .statusCode(201)
                .body("after.discounts[0].percent_off", equalTo(0.2f))
                .body("after.discounts[0].coupon_id", equalTo("spring"))
                .body("after.discounts[0].duration", equalTo("repeating"))
                .body("after.discounts[0].until", equalTo("2026-04-30T00:00:00Z"))
                .extract()
                .jsonPath();
        shop.put("/v1/coupons/spring", """
                {"name": "Spring", "percent_off": 0.5, "duration": "forever"}
                """).then().statusCode(200);
        change("d", "apply_discount", "2026-01-31", "\"coupon_id\": \"spring\"")
                .then()
                .statusCode(200)
                .body("after.discounts[0].percent_off", equalTo(applied.getFloat("after.discounts[0].percent_off")));
        coupon("ten", """
                {"name": "Ten", "amount_off": {"amount": "10", "currency": "USD"}, "duration": "forever"}
                """);
        change("e", "apply_discount", "2026-02-01", "\"coupon_id\": \"ten\", \"discount_id\": \"t\"")
                .then()
                .statusCode(201)
                .body("after.discounts[1].amount_off.amount", equalTo("10.00"))
                .body("after.discounts[1].discount_id", equalTo("t"));
    }

    @Test
    void aCouponIsRedeemedOnlyForItsPlansAndInItsTime() {
        coupon("gone", """
                {"name": "Gone", "percent_off": 0.2, "duration": "once", "valid_until": "2026-02-01T00:00:00Z"}
                """);
        coupon("calls", """
                {"name": "Calls", "percent_off": 0.2, "duration": "once", "plan_ids": ["calls"]}
                """);
        BadInput.isProblem(
                change("a", "apply_discount", "2026-02-01", "\"coupon_id\": \"gone\""), 409, "illegal_change");
        change("a", "apply_discount", "2026-01-31", "\"coupon_id\": \"gone\"")
                .then()
                .statusCode(201);
        change("b", "apply_discount", "2026-01-31", "\"coupon_id\": \"calls\"")
                .then()
                .statusCode(409)
                .body("detail", containsString("not for plan pro"));
        BadInput.isProblem(
                change("c", "apply_discount", "2026-01-31", "\"coupon_id\": \"none\""), 422, "unknown_reference");
    }
}
