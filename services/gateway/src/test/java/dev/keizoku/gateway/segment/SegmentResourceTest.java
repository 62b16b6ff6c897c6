package dev.keizoku.gateway.segment;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class SegmentResourceTest {

    private StubService health;
    private StubService metrics;
    private Door.Tenant tenant;

    @BeforeEach
    void startTheServices() {
        health = StubService.start(Upstream.HEALTH).answering(200, "{}");
        metrics = StubService.start(Upstream.METRICS).answering(200, "{}");
        tenant = Door.newTenant();
    }

    @AfterEach
    void stopTheServices() {
        health.close();
        metrics.close();
    }

    private Response put(String id, String filters) {
        return Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"name\": \"Named\", \"filters\": " + filters + "}")
                .put("/v1/segments/" + id);
    }

    @Test
    void keepsAFilterUnderAName() {
        put("gold", "{\"plan\": [\"gold\"]}").then().statusCode(201);
        put("gold", "{\"plan\": [\"gold\", \"silver\"]}").then().statusCode(200);
        assertThat(Door.with(tenant.key()).get("/v1/segments/gold").jsonPath().getList("filters.plan"))
                .isEqualTo(java.util.List.of("gold", "silver"));
        put("a-first", "{\"band\": [\"red\"]}").then().statusCode(201);
        assertThat(Door.with(tenant.key()).get("/v1/segments").jsonPath().getList("data.segment_id", String.class))
                .containsExactly("a-first", "gold");
        isProblem(Door.with(Door.newTenant().key()).get("/v1/segments/gold"), 404, "not_found");
        Door.with(tenant.key()).delete("/v1/segments/gold").then().statusCode(204);
        isProblem(Door.with(tenant.key()).get("/v1/segments/gold"), 404, "not_found");
    }

    @Test
    void namesEveryBadFilter() {
        Response refused = Door.proxied(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"name\": \"Named\", \"filters\": {\"colour\": [\"red\"], \"band\": []}}")
                .put("/v1/segments/gold");
        isProblem(refused, 400, "invalid_request");
        assertThat(refused.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder("/filters/colour", "/filters/band");
        isProblem(Door.with(Door.keyWith(tenant, "health:read")).delete("/v1/segments/gold"), 403, "forbidden");
    }

    @Test
    void isNoLongerThanAServiceTakes() {
        String industry = "業".repeat(100);
        String values = "\"" + industry + "1\", \"" + industry + "2\", \"" + industry + "3\"";
        put("fits", "{\"attribute.industry\": [" + values + "]}").then().statusCode(201);
        Response refused = put("long", "{\"attribute.industry\": [" + values + ", \"" + industry + "4\"]}");
        isProblem(refused, 400, "invalid_request");
        assertThat(refused.jsonPath().getList("errors.pointer", String.class)).containsExactly("/filters");
    }

    @Test
    void standsForItsFiltersInMetricsScoresAndThePortfolio() {
        put("retail", "{\"plan\": [\"gold\", \"a b\"], \"attribute.industry\": [\"retail\"]}");
        Door.proxied(tenant.key())
                .get("/v1/metrics/mrr?from=2026-01-01&segment=retail")
                .then()
                .statusCode(200);
        assertThat(metrics.last().uri())
                .isEqualTo("/v1/metrics/mrr?from=2026-01-01&plan=gold&plan=a%20b&attribute.industry=retail");
        Door.proxied(tenant.key())
                .get("/v1/portfolio?sort=-mrr&segment=retail")
                .then()
                .statusCode(200);
        assertThat(health.last().uri())
                .isEqualTo("/v1/portfolio?sort=-mrr&plan=gold&plan=a%20b&attribute.industry=retail");
        put("red", "{\"band\": [\"red\"]}");
        Door.proxied(tenant.key()).get("/v1/health-scores?segment=red").then().statusCode(200);
        assertThat(health.last().uri()).isEqualTo("/v1/health-scores?band=red");
    }

    @Test
    void isRefusedWhereAListHasNotItsFilters() {
        put("red", "{\"band\": [\"red\"]}");
        Response refused = Door.proxied(tenant.key()).get("/v1/metrics/mrr?segment=red");
        isProblem(refused, 400, "invalid_request");
        assertThat(refused.jsonPath().getString("errors[0].detail")).contains("band", "plan", "attribute.NAME");
        isProblem(Door.proxied(tenant.key()).get("/v1/health-scores?band=red&segment=red"), 400, "invalid_request");
        isProblem(Door.proxied(tenant.key()).get("/v1/health-scores?segment=nobody"), 400, "invalid_request");
    }

    @Test
    void asksThePortfolioForAccountsWithWhatIsIncluded() {
        Door.proxied(tenant.key())
                .get("/v1/accounts?include=health,mrr,renewal&sort=score&limit=20")
                .then()
                .statusCode(200);
        assertThat(health.last().uri()).isEqualTo("/v1/portfolio?sort=score&limit=20");
        isProblem(Door.proxied(tenant.key()).get("/v1/accounts?include=weather"), 400, "invalid_request");
    }
}
