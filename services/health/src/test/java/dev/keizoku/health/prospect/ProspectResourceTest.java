package dev.keizoku.health.prospect;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.Usages;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class ProspectResourceTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-11T00:00:00Z");
    }

    @Test
    void ranksThoseWhoDoNotPayByHowReadyTheyAre() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant)
                .fact("cold", "\"state\": \"free\", \"name\": \"Cold\"")
                .fact("warm", "\"state\": \"trial\", \"name\": \"Warm\", \"owner\": \"hana\"")
                .measure("warm", Usages.on("2026-06-10").line())
                .account("paying");

        Runs.score(tenant, "2026-06-10");

        list(tenant, Map.of())
                .body("data.account_id", contains("warm", "cold"))
                .body("data[0].parts", hasSize(5))
                .body("data[0].parts.find { it.code == 'FIRST_VALUE' }.points", equalTo(30.0f))
                .body("data[1].readiness", equalTo(0.0f));
        list(tenant, Map.of("state", "free")).body("data.account_id", contains("cold"));
        String cursor = list(tenant, Map.of("limit", "1")).extract().path("next_cursor");
        list(tenant, Map.of("limit", "1", "cursor", cursor)).body("data.account_id", contains("cold"));
    }

    @Test
    void letsGoOfWhoHasBought() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).fact("a", "\"state\": \"trial\"");
        Runs.score(tenant, "2026-06-09");
        list(tenant, Map.of()).body("data", hasSize(1));

        Upstreams.of(tenant).account("a");
        Runs.score(tenant, "2026-06-10");

        list(tenant, Map.of()).body("data", empty());
    }

    private static ValidatableResponse list(String tenant, Map<String, String> query) {
        return Api.as(tenant, "health:read")
                .queryParams(query)
                .get("/v1/prospects")
                .then()
                .statusCode(200);
    }
}
