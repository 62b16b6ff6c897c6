package dev.keizoku.health.expansion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
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
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom more is proposed to, over HTTP, and the same jump in use that blocks it once and allows it once. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class ExpansionStoryTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-11T00:00:00Z");
    }

    @Test
    void eightTimesTheUseWithCriticalTicketsBlocksExpansionAndSaysWhy() {
        String tenant = before();
        Upstreams.of(tenant)
                .measure(
                        "a",
                        Usages.on("2026-06-10")
                                .events(800)
                                .ratio(8)
                                .concentration(0.5)
                                .line());
        for (int i = 0; i < 6; i++) {
            Growing.ticket(tenant, "a", "t" + i);
        }

        Runs.score(tenant, "2026-06-10");

        JsonPath expansion = Growing.expansion(tenant);
        assertThat(expansion.getString("state")).isEqualTo("blocked");
        assertThat(Growing.failed(tenant)).contains("RISK_LOW", "NO_OPEN_P1", "NO_UNEXPLAINED_SURGE");
        assertThat(expansion.getString("conditions.find { it.code == 'NO_UNEXPLAINED_SURGE' }.evidence.cause"))
                .isEqualTo("INTERNAL_CASE");
        assertThat(expansion.getList("kinds.findAll { it.state == 'eligible' }.kind"))
                .isEmpty();
        health(tenant, "blocked");
    }

    @Test
    void theSameSurgeOfSevenTimesThePeopleOnNewSeatsAllowsExpansion() {
        String tenant = before();
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

        assertThat(Growing.failed(tenant)).isEmpty();
        JsonPath expansion = Growing.expansion(tenant);
        assertThat(expansion.getString("state")).isEqualTo("eligible");
        assertThat(expansion.getString("kinds[0].suggestion.plan_id")).isEqualTo("gold");
        health(tenant, "eligible");
    }

    @Test
    void saysEveryConditionInBothLanguages() {
        String tenant = Growing.tenant();

        Api.as(tenant, "health:read")
                .header("Accept-Language", "ja")
                .get("/v1/accounts/a/expansion")
                .then()
                .statusCode(200)
                .header("Content-Language", "ja")
                .body("conditions", hasSize(12))
                .body("conditions.find { it.code == 'RISK_LOW' }.text", equalTo("解約リスクは低い状態です。"));
        assertThat(Growing.expansion(tenant).getString("conditions.find { it.code == 'NEED_EVIDENCE' }.text"))
                .isEqualTo("It needs more: 100% of its limit seats, 0 attempts at locked features in 28 days, 0 seats"
                        + " added in 90 days.");
        Api.as(tenant, "health:read")
                .get("/v1/accounts/nobody/expansion")
                .then()
                .statusCode(404);
    }

    @Test
    void listsTheHealthiestFirstAndTheBlockedApart() {
        String tenant = Growing.catalogue(TestTenants.fresh());
        for (String account : new String[] {"a", "b", "c", "d"}) {
            Growing.customer(tenant, account);
        }
        Growing.ticket(tenant, "d", "t1");
        Upstreams.of(tenant).measure("b", Usages.on("2026-06-10").users(9).line());
        Upstreams.of(tenant).usage("c", "2026-06-10", 16, "a", "b", "c", "d");
        nps(tenant, "b", 9);

        Runs.score(tenant, "2026-06-10");

        Api.as(tenant, "health:read")
                .get("/v1/expansion-opportunities")
                .then()
                .statusCode(200)
                .body("data.account_id", contains("b", "a"));
        Api.as(tenant, "health:read")
                .queryParam("state", "blocked")
                .get("/v1/expansion-opportunities")
                .then()
                .body("data.account_id", contains("d", "c"));
        JsonPath first = Api.as(tenant, "health:read")
                .queryParam("kind", "upsell")
                .queryParam("limit", 1)
                .get("/v1/expansion-opportunities")
                .then()
                .body("data.account_id", contains("b"))
                .extract()
                .jsonPath();
        Api.as(tenant, "health:read")
                .queryParam("kind", "upsell")
                .queryParam("limit", 1)
                .queryParam("cursor", first.getString("next_cursor"))
                .get("/v1/expansion-opportunities")
                .then()
                .body("data.account_id", contains("a"))
                .body("has_more", equalTo(false));
    }

    @Test
    void aLimitOfAMeterCounts() {
        String tenant = Growing.catalogue(TestTenants.fresh());
        Growing.customer(tenant, "a");
        Upstreams.of(tenant).fact("a", """
                        "state": "active", "customer_since": "2025-01-01", "core_features": ["a", "b", "c", "d"],
                        "plan_ids": ["pro"], "quantity": 100, "limits": {"storage": 500},
                        "renewal": {"renews_on": "2026-08-30", "auto_renew": true, "intent": "renew"}
                        """).meter("a", "storage", "500");

        Runs.score(tenant, "2026-06-10");

        assertThat(Growing.expansion(tenant)
                        .getList("conditions.find { it.code == 'TRIGGER' }.evidence.triggers", String.class))
                .containsExactly("need_after_floor", "limit_reached");
    }

    @Test
    void anOlderDayAndTheSameDayAgainMoveNothing() {
        String tenant = Growing.tenant();
        Object seq = changeSeq(tenant);

        Runs.score(tenant, "2026-06-10");
        Runs.score(tenant, "2026-06-01");

        assertThat(Growing.expansion(tenant).getString("as_of")).isEqualTo("2026-06-10");
        assertThat(changeSeq(tenant)).isEqualTo(seq);
    }

    @Test
    void nothingIsSaidOfWhoIsGone() {
        String tenant = Growing.tenant();
        Upstreams.of(tenant).without("a");

        Runs.score(tenant, "2026-06-11");

        Api.as(tenant, "health:read").get("/v1/accounts/a/expansion").then().statusCode(404);
    }

    private static Object changeSeq(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/a/health")
                .then()
                .statusCode(200)
                .extract()
                .path("change_seq");
    }

    private static String before() {
        String tenant = Growing.catalogue(TestTenants.fresh());
        Growing.customer(tenant, "a");
        Upstreams.of(tenant).measure("a", Usages.on("2026-06-09").line());
        Runs.score(tenant, "2026-06-09");
        return tenant;
    }

    private static void health(String tenant, String state) {
        Api.as(tenant, "health:read")
                .get("/v1/accounts/a/health")
                .then()
                .statusCode(200)
                .body("expansion_state", equalTo(state));
    }

    /** Requirement 117: of those who are as healthy, whoever recommends it more comes first; who said nothing, last. */
    @Test
    void ofThoseAsHealthyTheMoreLoyalComeFirst() {
        String tenant = Growing.catalogue(TestTenants.fresh());
        Api.as(tenant, "admin")
                .contentType("application/json")
                .body("""
                        {"measures": [
                          {"measure": "login_frequency", "weight": 1, "anchors": [
                            {"value": 0, "score": 0}, {"value": 1, "score": 100}]},
                          {"measure": "core_feature_use", "weight": 1, "anchors": [
                            {"value": 0, "score": 80}, {"value": 0.1, "score": 100}]}],
                         "caps": [], "bands": {"green": 60, "yellow": 40}, "band_margin": 5}
                        """)
                .put("/v1/scorecards/default")
                .then()
                .statusCode(200);
        for (String account : new String[] {"a", "b", "c", "d"}) {
            Growing.customer(tenant, account);
        }
        nps(tenant, "a", 3);
        nps(tenant, "c", 10);
        nps(tenant, "d", 7);

        Runs.score(tenant, "2026-06-10");

        JsonPath all = Api.as(tenant, "health:read")
                .get("/v1/expansion-opportunities")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(all.getList("data.score", Float.class).stream().distinct()).hasSize(1);
        assertThat(all.getList("data.account_id")).isEqualTo(List.of("c", "d", "a", "b"));
    }

    private static void nps(String tenant, String account, int score) {
        Api.as(tenant, "health:write", "backfill")
                .contentType("application/json")
                .queryParam("history", true)
                .body("""
                        {"touchpoints": [{"kind": "survey_answer", "touchpoint_id": "n-%s", "account_id": "%s",
                          "occurred_at": "2026-06-10T09:00:00Z", "survey": "nps", "score": %d, "respondent": "u"}]}
                        """.formatted(account, account, score))
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }
}
