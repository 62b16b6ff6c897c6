package dev.keizoku.subscriptions.offer;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class OfferResourceTest {

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open();
        shop.put("/v1/plans/mail", Shop.PRO).then().statusCode(201);
    }

    private Response wrong(String path, String body) {
        return Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body(body)
                .put(path);
    }

    @Test
    void theUsualTermDiscountsHoldUntilOthersAreSet() {
        shop.get("/v1/term-discounts")
                .then()
                .statusCode(200)
                .body("data.months", contains(12, 24, 36))
                .body("data[0].free_months", equalTo(2));
        shop.put(
                        "/v1/term-discounts",
                        "{\"data\": [{\"months\": 24, \"percent_off\": 0.1}, {\"months\": 6, \"free_months\": 1}]}")
                .then()
                .statusCode(200)
                .body("data.months", contains(6, 24));
        shop.get("/v1/term-discounts").then().body("data.months", contains(6, 24));
        shop.put("/v1/term-discounts", "{\"data\": []}").then().statusCode(200);
        shop.get("/v1/term-discounts").then().body("data.size()", equalTo(0));
    }

    @Test
    void everyBadTermDiscountIsNamed() {
        Response answer = wrong(
                "/v1/term-discounts",
                "{\"data\": [{\"months\": 12}, {\"months\": 500, \"free_months\": 1}, {\"months\": 12, \"percent_off\": 2}]}");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then().body("errors.pointer", containsInAnyOrder("/data/0", "/data/1", "/data/2", "/data/2"));
        BadInput.check(
                () -> Api.unchecked(shop.tenant(), "subscriptions:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).put("/v1/term-discounts")
                        : request.body((String) body).put("/v1/term-discounts"));
    }

    @Test
    void aBundleIsCreatedReplacedAndListed() {
        String body = "{\"name\": \"Both\", \"plan_ids\": [\"pro\", \"mail\"], \"percent_off\": 0.150}";
        shop.put("/v1/bundles/both", body).then().statusCode(201).body("plan_ids", contains("mail", "pro"));
        shop.put("/v1/bundles/both", body.replace("0.150", "0.2")).then().statusCode(200);
        shop.get("/v1/bundles/both").then().body("percent_off", equalTo(0.2f));
        shop.get("/v1/bundles/none").then().statusCode(404);
        shop.put("/v1/bundles/more", body).then().statusCode(201);
        String cursor = shop.get("/v1/bundles?limit=1").jsonPath().getString("next_cursor");
        shop.get("/v1/bundles?limit=1&cursor=" + cursor).then().body("data.bundle_id", contains("more"));
    }

    @Test
    void everyBadFieldOfABundleIsNamed() {
        Response answer =
                wrong("/v1/bundles/b", "{\"name\": \"\", \"plan_ids\": [\"pro\"], \"percent_off\": 0, \"more\": 1}");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then().body("errors.pointer", containsInAnyOrder("/name", "/plan_ids", "/percent_off", "/more"));
        BadInput.isProblem(
                wrong("/v1/bundles/b", "{\"name\": \"x\", \"plan_ids\": [\"pro\", \"pro\"], \"percent_off\": 1}"),
                400,
                "invalid_request");
        Response strangers = wrong(
                "/v1/bundles/b", "{\"name\": \"x\", \"plan_ids\": [\"pro\", \"who\", \"what\"], \"percent_off\": 1}");
        BadInput.isProblem(strangers, 422, "unknown_reference");
        strangers.then().body("errors.size()", equalTo(2));
        BadInput.check(
                () -> Api.unchecked(shop.tenant(), "subscriptions:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).put("/v1/bundles/x")
                        : request.body((String) body).put("/v1/bundles/x"));
    }
}
