package dev.keizoku.health.play.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.PlayCalls;
import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class SuccessCaseTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-04-15T01:00:00Z");
    }

    @Test
    void theNearestByIndustryThenSizeAreToldWithAPlay() {
        String tenant = TestTenants.fresh();
        tell(tenant, "Far", "mining", "large");
        tell(tenant, "Same size", "mining", "small");
        tell(tenant, "Same industry", "retail", "large");
        tell(tenant, "Same in both", "Retail", "small");
        Upstreams.of(tenant).fact("a", """
                "state": "active", "customer_since": "2025-01-01", "attributes": {"industry": "retail", "size": "small"}
                """);
        Runs.score(tenant, "2026-04-14");

        assertThat(PlayCalls.open(tenant, "a", "meeting").getList("success_cases.title"))
                .containsExactly("Same in both", "Same industry", "Same size");
    }

    @Test
    void aPlayOfAnAccountNobodyDescribesHasNone() {
        String tenant = TestTenants.fresh();
        tell(tenant, "Far", "mining", "large");
        Upstreams.of(tenant).account("a");
        Runs.score(tenant, "2026-04-14");

        assertThat(PlayCalls.open(tenant, "a", "meeting").getList("success_cases"))
                .isEmpty();
    }

    @Test
    void areListedInTheOrderTheyWereTold() {
        String tenant = TestTenants.fresh();
        tell(tenant, "First", "mining", "large");
        MutableClock.set("2026-04-15T01:00:01Z");
        tell(tenant, "Second", "mining", "large");

        assertThat(Api.as(tenant, "health:read")
                        .get("/v1/success-cases")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("data.title"))
                .containsExactly("First", "Second");
        Api.unchecked(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"title\": \"\", \"url\": \"javascript:alert(1)\"}")
                .post("/v1/success-cases")
                .then()
                .statusCode(400);
    }

    private static void tell(String tenant, String title, String industry, String size) {
        Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("""
                        {"title": "%s", "industry": "%s", "size": "%s", "features": ["journal"],
                         "url": "https://example.com/case"}
                        """.formatted(title, industry, size))
                .post("/v1/success-cases")
                .then()
                .statusCode(201);
    }
}
