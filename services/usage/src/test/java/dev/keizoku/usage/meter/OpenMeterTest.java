package dev.keizoku.usage.meter;

import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The requests OpenMeter's own SDK makes, and the answers it reads. */
@QuarkusTest
@WithKeizoku
class OpenMeterTest {

    private String tenant = "";

    @BeforeEach
    void aTenantThatMetersTokens() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
        Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body("""
                                {"event_names": ["ai-tokens"], "aggregation": "sum", "value_property": "tokens",
                                 "group_by": ["model"]}
                                """)
                .put("/v1/meters/tokens")
                .then()
                .statusCode(201);
        send(
                tenant,
                event("1", "ai-tokens", "customer-acme", "2026-02-27T12:00:00Z", "{\"tokens\":10,\"model\":\"large\"}"),
                event("2", "ai-tokens", "customer-acme", "2026-02-27T13:00:00Z", "{\"tokens\":\"2.5\"}"),
                event("3", "ai-tokens", "other", "2026-02-28T12:00:00Z", "{\"tokens\":1,\"model\":\"large\"}"));
    }

    private Response query(String parameters) {
        return Api.unchecked(tenant, "usage:read")
                .urlEncodingEnabled(false)
                .get("/api/v1/meters/tokens/query" + parameters);
    }

    @Test
    void aQueryOfTheSdkIsAnsweredInItsWords() {
        Response answer = query("?windowSize=DAY&groupBy=model&subject=customer-acme");
        assertThat(answer.asString()).isEqualTo("""
                        {"from":"2026-02-27T00:00:00Z","to":"2026-03-03T00:00:00Z","windowSize":"DAY","data":[\
                        {"value":10,"windowStart":"2026-02-27T00:00:00Z","windowEnd":"2026-02-28T00:00:00Z",\
                        "subject":"customer-acme","groupBy":{"model":"large"}},\
                        {"value":2.5,"windowStart":"2026-02-27T00:00:00Z","windowEnd":"2026-02-28T00:00:00Z",\
                        "subject":"customer-acme","groupBy":{"model":null}}]}\
                        """);
        Api.as(tenant, "usage:read")
                .get("/api/v1/meters/tokens/query?windowSize=HOUR&from=2026-02-27T12:30:00Z&to=2026-02-27T14:00:00Z")
                .then()
                .statusCode(200)
                .body("data.value", contains(2.5f))
                .body("data[0].subject", equalTo(null));
    }

    @Test
    void withoutAWindowItIsOneValueAndFiltersNarrowIt() {
        query("").then().body("data.value", contains(13.5f)).body("windowSize", equalTo(null));
        query("?filterGroupBy%5Bmodel%5D=large").then().body("data.value", contains(11));
        query("?groupBy=subject,model&windowSize=MONTH").then().body("data", hasSize(3));
    }

    @Test
    void metersAreListedAsItsSdkReadsThem() {
        Api.as(tenant, "usage:read")
                .get("/api/v1/meters")
                .then()
                .statusCode(200)
                .body("[0].slug", equalTo("tokens"))
                .body("[0].aggregation", equalTo("SUM"))
                .body("[0].eventType", equalTo("ai-tokens"))
                .body("[0].valueProperty", equalTo("$.tokens"))
                .body("[0].groupBy.model", equalTo("$.model"));
        Api.as(tenant, "usage:read").get("/api/v1/meters/tokens").then().body("id", equalTo("tokens"));
        BadInput.isProblem(Api.as(tenant, "usage:read").get("/api/v1/meters/x"), 404, "not_found");
        BadInput.isProblem(query("?windowSize=YEAR"), 400, "invalid_request");
        BadInput.isProblem(query("?windowTimeZone=Asia/Tokyo"), 400, "invalid_request");
        BadInput.isProblem(query("?groupBy=colour"), 400, "invalid_request");
    }
}
