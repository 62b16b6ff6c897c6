package dev.keizoku.subscriptions.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class PlanResourceTest {

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open();
    }

    @Test
    void aPlanIsReplacedAndToldOnlyWhenItChanged() {
        long head = shop.head();
        shop.put("/v1/plans/pro", Shop.PRO).then().statusCode(200);
        assertThat(shop.head()).isEqualTo(head);
        shop.put("/v1/plans/pro", Shop.PRO.replace("\"Pro\"", "\"Pro+\""))
                .then()
                .statusCode(200);
        assertThat(shop.feed(head))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("type", "plan")
                        .containsEntry("plan_id", "pro")
                        .containsEntry("name", "Pro+")
                        .containsEntry("product", "suite")
                        .containsEntry("tier_rank", 2));
        shop.get("/v1/plans/pro")
                .then()
                .body("name", equalTo("Pro+"))
                .body("public", equalTo(true))
                .body("core_features", contains("export"))
                .body("prices[0].amount.amount", equalTo("49.00"))
                .body("prices[0].interval_count", equalTo(1));
        shop.get("/v1/plans").then().body("data.plan_id", contains("pro"));
        shop.get("/v1/plans/none").then().statusCode(404);
    }

    @Test
    void everyBadFieldIsNamed() {
        Response answer = Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body("""
                        {"name": "", "product": 4, "core_features": [""],
                         "prices": [{"amount": {"amount": "-1", "currency": "USD"}, "interval": "fortnight"},
                                    {"amount": {"amount": 1, "currency": "XXQ"}, "interval": "day",
                                     "interval_count": 0}]}
                        """)
                .put("/v1/plans/bad");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then()
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/name",
                                "/product",
                                "/core_features/0",
                                "/prices/0/amount",
                                "/prices/0/interval",
                                "/prices/1/amount/amount",
                                "/prices/1/amount/currency",
                                "/prices/1/interval_count"));
    }

    @Test
    void thereIsOnePriceForACurrencyAndInterval() {
        Response answer = Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body("""
                        {"name": "x", "product": "y",
                         "prices": [{"amount": {"amount": "1", "currency": "USD"}, "interval": "month"},
                                    {"amount": {"amount": "2", "currency": "USD"}, "interval": "month",
                                     "interval_count": 1}]}
                        """)
                .put("/v1/plans/bad");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then().body("errors.pointer", contains("/prices/1"));
    }

    @Test
    void anEarlierInstantShowsAPlanAsItWasKnownThen() {
        MutableClock.set("2026-01-05T00:00:00Z");
        Shop then = Shop.open();
        MutableClock.set("2026-02-05T00:00:00Z");
        then.put("/v1/plans/pro", "{\"name\": \"Pro 2\", \"product\": \"suite\"}")
                .then()
                .statusCode(200);
        then.put("/v1/plans/more", "{\"name\": \"More\", \"product\": \"suite\"}")
                .then()
                .statusCode(201);
        MutableClock.reset();
        then.get("/v1/plans/pro?as_of=2026-01-20T00:00:00Z")
                .then()
                .statusCode(200)
                .body("name", equalTo("Pro"))
                .body("prices[0].amount.amount", equalTo("49.00"));
        then.get("/v1/plans/pro?as_of=2026-01-01T00:00:00Z").then().statusCode(404);
        then.get("/v1/plans/pro").then().body("name", equalTo("Pro 2"));
        then.get("/v1/plans?as_of=2026-01-20T00:00:00Z").then().body("data.plan_id", contains("pro"));
        then.get("/v1/plans?as_of=2026-02-20T00:00:00Z").then().body("data.name", contains("More", "Pro 2"));
    }
}
