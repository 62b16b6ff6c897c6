package dev.keizoku.subscriptions.coupon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.Shop;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class CouponResourceTest {

    private static final String SPRING = """
            {"name": "Spring", "percent_off": 0.20, "duration": "repeating", "months": 3,
             "valid_until": "2026-06-01T00:00:00+09:00", "plan_ids": ["pro"]}
            """;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open();
    }

    private Response wrong(String body) {
        return Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body(body)
                .put("/v1/coupons/bad");
    }

    @Test
    void aCouponIsCreatedReplacedAndListed() {
        shop.put("/v1/coupons/spring", SPRING)
                .then()
                .statusCode(201)
                .body("percent_off", equalTo(0.2f))
                .body("valid_until", equalTo("2026-05-31T15:00:00Z"));
        shop.put("/v1/coupons/spring", SPRING.replace("0.20", "0.3")).then().statusCode(200);
        shop.put(
                        "/v1/coupons/five",
                        "{\"name\": \"Five\", \"amount_off\": {\"amount\": \"5\", \"currency\": \"USD\"}, \"duration\": \"once\"}")
                .then()
                .statusCode(201);
        shop.get("/v1/coupons/five").then().body("amount_off.amount", equalTo("5.00"));
        shop.get("/v1/coupons/none").then().statusCode(404);
        String cursor = shop.get("/v1/coupons?limit=1").jsonPath().getString("next_cursor");
        shop.get("/v1/coupons?limit=1&cursor=" + cursor)
                .then()
                .body("data.coupon_id", contains("spring"))
                .body("data.percent_off", contains(0.3f));
    }

    @Test
    void everyBadFieldIsNamed() {
        Response answer =
                wrong("{\"name\": \"\", \"percent_off\": 2, \"months\": 0, \"plan_ids\": [\"\"], \"code\": 1}");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then()
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/name", "/percent_off", "/duration", "/months", "/plan_ids/0", "/code"));
        Response neither = wrong("{\"name\": \"x\", \"duration\": \"repeating\"}");
        neither.then().statusCode(400).body("errors.pointer", containsInAnyOrder("/percent_off", "/months"));
        Response both = wrong("""
                {"name": "x", "duration": "once", "months": 1, "percent_off": 1,
                 "amount_off": {"amount": "-1", "currency": "USD"}}
                """);
        both.then().statusCode(400).body("errors.pointer", containsInAnyOrder("/amount_off", "/amount_off", "/months"));
        BadInput.isProblem(
                wrong("{\"name\": \"x\", \"duration\": \"once\", \"percent_off\": 1, \"plan_ids\": [\"who\"]}"),
                422,
                "unknown_reference");
        BadInput.check(
                () -> Api.unchecked(shop.tenant(), "subscriptions:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).put("/v1/coupons/x")
                        : request.body((String) body).put("/v1/coupons/x"));
    }

    @Test
    void aCouponIsForItsPlansAndItsTime() {
        PlanId pro = new PlanId("pro");
        Instant end = Instant.parse("2026-06-01T00:00:00Z");
        Coupon coupon = new Coupon(
                new CouponId("c"), "c", BigDecimal.ONE, null, DiscountDuration.ONCE, null, end, List.of(pro));
        assertThat(coupon.redeemable(pro, end.minusNanos(1))).isTrue();
        assertThat(coupon.redeemable(pro, end)).isFalse();
        assertThat(coupon.redeemable(new PlanId("mail"), Instant.EPOCH)).isFalse();
    }
}
