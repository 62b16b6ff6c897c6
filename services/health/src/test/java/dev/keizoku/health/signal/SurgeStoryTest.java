package dev.keizoku.health.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.PlayCalls;
import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.Usages;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requirements 57 to 61 over HTTP: the same jump in use, once of a company about to leave and once of one that grows. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class SurgeStoryTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-20T00:00:00Z");
    }

    @Test
    void eightTimesTheUseByFewPeopleWithCriticalTicketsIsAnInternalCase() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).account("a").measure("a", Usages.on("2026-06-09").line());
        Runs.score(tenant, "2026-06-09");
        double before = score(tenant).getDouble("score");
        Upstreams.of(tenant)
                .measure(
                        "a",
                        Usages.on("2026-06-10")
                                .events(800)
                                .ratio(8)
                                .concentration(0.5)
                                .line());
        tickets(tenant, 6, "urgent");

        Runs.score(tenant, "2026-06-10");

        JsonPath surge = surge(tenant);
        assertThat(surge.getString("data[0].evidence.cause")).isEqualTo("INTERNAL_CASE");
        assertThat(surge.getString("data[0].evidence.size")).isEqualTo("STRONG");
        assertThat(surge.getFloat("data[0].severity")).isEqualTo(0.8f);
        assertThat(score(tenant).getString("risk.level")).isEqualTo("high");
        assertThat(score(tenant).getDouble("score")).isLessThanOrEqualTo(before);
        assertThat(PlayCalls.list(tenant, "tier", "executive", "state", "open"))
                .extracting("signal_type")
                .contains("USAGE_SURGE");
    }

    @Test
    void theSameSurgeOfSevenTimesThePeopleOnNewSeatsIsHealthyGrowth() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).account("a").measure("a", Usages.on("2026-06-09").line());
        Runs.score(tenant, "2026-06-09");
        Upstreams.of(tenant)
                .measure(
                        "a",
                        Usages.on("2026-06-10")
                                .events(800)
                                .ratio(8)
                                .users(70)
                                .newSeats(60)
                                .line());

        Runs.score(tenant, "2026-06-10");

        JsonPath surge = surge(tenant);
        assertThat(surge.getString("data[0].evidence.cause")).isEqualTo("HEALTHY_GROWTH");
        assertThat(surge.getFloat("data[0].severity")).isEqualTo(0f);
        assertThat(score(tenant).getString("risk.level")).isEqualTo("low");
        assertThat(PlayCalls.list(tenant, "tier", "executive")).isEmpty();
        assertThat(PlayCalls.list(tenant, "tier", "meeting")).isEmpty();
    }

    private static void tickets(String tenant, int count, String priority) {
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < count; i++) {
            batch.append(i == 0 ? "" : ", ").append("""
                    {"kind": "ticket", "touchpoint_id": "t%d", "account_id": "a", "occurred_at": "2026-06-10T09:00:00Z",
                     "priority": "%s"}
                    """.formatted(i, priority));
        }
        Api.as(tenant, "health:write", "backfill")
                .contentType(ContentType.JSON)
                .queryParam("history", true)
                .body("{\"touchpoints\": [" + batch + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }

    private static JsonPath surge(String tenant) {
        JsonPath found = Api.as(tenant, "health:read")
                .queryParam("type", "USAGE_SURGE")
                .get("/v1/risk-signals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(found.getList("data")).hasSize(1);
        return found;
    }

    private static JsonPath score(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/a/health")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
