package dev.keizoku.health.loyalty;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class LoyaltyResourceTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-11T00:00:00Z");
    }

    @Test
    void tellsItsShareMonthByMonth() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).account("a").account("b").fact("c", "\"state\": \"free\"");
        answer(tenant, "2026-05-20T00:00:00Z");

        Runs.score(tenant, "2026-05-19");
        Runs.score(tenant, "2026-04-30");
        Runs.score(tenant, "2026-05-31");
        Runs.score(tenant, "2026-06-10");
        Runs.score(tenant, "2026-05-20");

        Api.as(tenant, "health:read")
                .get("/v1/loyalty")
                .then()
                .statusCode(200)
                .body("data.month", contains("2026-04-01", "2026-05-01", "2026-06-01"))
                .body("data.customers", contains(2, 2, 2))
                .body("data.share", contains(0.0f, 0.5f, 0.5f));
        Api.as(tenant, "health:read")
                .get("/v1/loyalty/accounts")
                .then()
                .statusCode(200)
                .body("data.account_id", contains("a"))
                .body("data[0].name", equalTo("Account a"));
        Api.as(tenant, "health:read")
                .queryParam("month", "2026-04-10")
                .get("/v1/loyalty/accounts")
                .then()
                .body("data.size()", equalTo(0));
    }

    @Test
    void tellsThePromotersWhoGrow() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant)
                .fact("a", "\"state\": \"active\", \"customer_since\": \"2026-01-01\"")
                .balance("a", "200", "100")
                .account("b")
                .balance("b", "200", "100");
        answer(tenant, "2026-05-20T00:00:00Z");
        Runs.score(tenant, "2026-06-09");

        growing(tenant).body("data.account_id", contains("a")).body("data.loyal", contains(false));

        Upstreams.of(tenant).balance("a", "100", "100");
        Runs.score(tenant, "2026-06-10");

        growing(tenant).body("data.size()", equalTo(0));
    }

    private static ValidatableResponse growing(String tenant) {
        return Api.as(tenant, "health:read")
                .queryParam("growing", true)
                .get("/v1/loyalty/accounts")
                .then()
                .statusCode(200);
    }

    private static void answer(String tenant, String at) {
        Api.as(tenant, "health:write", "backfill")
                .contentType(ContentType.JSON)
                .queryParam("history", true)
                .body("""
                        {"touchpoints": [{"kind": "survey_answer", "touchpoint_id": "n", "account_id": "a",
                          "occurred_at": "%s", "survey": "nps", "score": 10, "respondent": "u"}]}
                        """.formatted(at))
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }
}
