package dev.keizoku.usage.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class MeterResourceTest {

    private static final String TOKENS = """
            {"description": "Tokens", "event_names": ["ai.completion"], "aggregation": "sum",
             "value_property": "tokens", "filters": {"model": ["large", "small"]}, "group_by": ["model"],
             "period": "week", "limit": "monthly_tokens"}
            """;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private Response put(String id, String meter) {
        return Api.as(tenant, "admin").contentType(ContentType.JSON).body(meter).put("/v1/meters/{id}", id);
    }

    private static RequestSpecification body(RequestSpecification request, Object body) {
        return body instanceof byte[] bytes ? request.body(bytes) : request.body((String) body);
    }

    @Test
    void aMeterIsKeptAsItWasDefined() {
        assertThat(put("tokens/1", TOKENS).statusCode()).isEqualTo(201);
        MutableClock.set("2026-03-03T00:00:00Z");
        assertThat(put("tokens/1", TOKENS).statusCode()).isEqualTo(200);
        Api.as(tenant, "usage:read")
                .get("/v1/meters/{id}", "tokens/1")
                .then()
                .statusCode(200)
                .body("meter_id", equalTo("tokens/1"))
                .body("event_names", contains("ai.completion"))
                .body("value_property", equalTo("tokens"))
                .body("filters.model", contains("large", "small"))
                .body("period", equalTo("week"))
                .body("updated_at", equalTo("2026-03-02T00:00:00Z"));
        put("tokens/1", "{\"event_names\": [\"ai.completion\"], \"aggregation\": \"count\"}")
                .then()
                .body("aggregation", equalTo("count"))
                .body("created_at", equalTo("2026-03-02T00:00:00Z"))
                .body("updated_at", equalTo("2026-03-03T00:00:00Z"));
        put("a", "{\"event_names\": [\"login\"], \"aggregation\": \"unique_users\"}");
        Api.as(tenant, "usage:read").get("/v1/meters").then().body("data.meter_id", contains("a", "tokens/1"));
        Api.as(tenant, "admin").delete("/v1/meters/{id}", "a").then().statusCode(204);
        Api.as(tenant, "admin").delete("/v1/meters/{id}", "a").then().statusCode(204);
        BadInput.isProblem(Api.as(tenant, "usage:read").get("/v1/meters/{id}", "a"), 404, "not_found");
        BadInput.isProblem(
                Api.as(TestTenants.fresh(), "usage:read").get("/v1/meters/{id}", "tokens/1"), 404, "not_found");
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        Response bad = Api.unchecked(tenant, "admin")
                .contentType(ContentType.JSON)
                .body("""
                                {"event_names": [], "aggregation": "median", "period": "hour", "filters": {"model": []},
                                 "colour": 1}
                                """)
                .put("/v1/meters/x");
        BadInput.isProblem(bad, 400, "invalid_request");
        bad.then()
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/event_names", "/aggregation", "/period", "/filters/model", "/colour"));
        Response misfit = Api.unchecked(tenant, "admin")
                .contentType(ContentType.JSON)
                .body("""
                                {"event_names": ["a", "a"], "aggregation": "count", "value_property": "x", "group_by": ["user"]}
                                """)
                .put("/v1/meters/x");
        BadInput.isProblem(misfit, 400, "invalid_request");
        misfit.then().body("errors.pointer", containsInAnyOrder("/value_property", "/event_names", "/group_by"));
        BadInput.check(
                () -> Api.unchecked(tenant, "admin"),
                (request, content) -> body(request, content).put("/v1/meters/x"));
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:write")
                        .contentType(ContentType.JSON)
                        .body(TOKENS)
                        .put("/v1/meters/x"),
                403,
                "forbidden");
    }
}
