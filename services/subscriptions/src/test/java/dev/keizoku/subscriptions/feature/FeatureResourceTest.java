package dev.keizoku.subscriptions.feature;

import static org.assertj.core.api.Assertions.assertThat;
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
class FeatureResourceTest {

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open();
    }

    @Test
    void aFeatureKnowsThePlansThatIncludeIt() {
        shop.put(
                        "/v1/plans/gold",
                        "{\"name\": \"Gold\", \"product\": \"suite\", \"features\": [\"export\", \"api\"], \"core_features\": [\"export\"]}")
                .then()
                .statusCode(201);
        shop.put("/v1/features/export", "{\"name\": \"Export\", \"product\": \"suite\"}")
                .then()
                .statusCode(201)
                .body("plan_ids", contains("gold", "pro"));
        shop.put(
                        "/v1/features/api",
                        "{\"name\": \"API\", \"product\": \"suite\", \"released_at\": \"2026-01-01T00:00:00Z\"}")
                .then()
                .statusCode(201);
        shop.put("/v1/features/api", "{\"name\": \"The API\", \"product\": \"other\"}")
                .then()
                .statusCode(200)
                .body("plan_ids", contains("gold"));
        shop.get("/v1/features/api").then().body("name", equalTo("The API"));
        shop.get("/v1/features/none").then().statusCode(404);
        shop.get("/v1/features?product=other").then().body("data.feature_id", contains("api"));
        String cursor = shop.get("/v1/features?limit=1").jsonPath().getString("next_cursor");
        shop.get("/v1/features?limit=1&cursor=" + cursor).then().body("data.feature_id", contains("export"));
    }

    @Test
    void everyBadFieldIsNamed() {
        Response answer = Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body("{\"name\": \"\", \"released_at\": \"soon\", \"plan_ids\": 1}")
                .put("/v1/features/x");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then().body("errors.pointer", containsInAnyOrder("/name", "/product", "/released_at", "/plan_ids"));
        BadInput.check(
                () -> Api.unchecked(shop.tenant(), "subscriptions:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).put("/v1/features/x")
                        : request.body((String) body).put("/v1/features/x"));
    }

    @Test
    void theFeedTellsOfAFeatureWhenThereIsNews() {
        long head = shop.head();
        String body = "{\"name\": \"API\", \"product\": \"suite\", \"released_at\": \"2026-01-01T00:00:00Z\"}";
        shop.put("/v1/features/api", body).then().statusCode(201);
        shop.put("/v1/features/api", body).then().statusCode(200);
        assertThat(shop.feed(head))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("type", "feature")
                        .containsEntry("feature_id", "api")
                        .containsEntry("released_at", "2026-01-01T00:00:00Z"));
    }
}
