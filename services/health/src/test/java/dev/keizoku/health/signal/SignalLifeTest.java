package dev.keizoku.health.signal;

import static org.assertj.core.api.Assertions.assertThat;
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
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A signal from open to resolved, over HTTP. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class SignalLifeTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-04-20T00:00:00Z");
    }

    @Test
    void staysAcknowledgedUntilItIsMuchWorse() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-15");
        String id = one(tenant).getString("id");

        JsonPath said = acknowledge(tenant, id, "{\"note\": \"Called Ms Sato.\"}");

        assertThat(said.getString("state")).isEqualTo("acknowledged");
        assertThat(said.getString("acknowledgement.note")).isEqualTo("Called Ms Sato.");
        assertThat(said.getString("acknowledgement.by")).isNotBlank();
        assertThat(said.getString("acknowledgement.at")).isEqualTo("2026-04-20T00:00:00Z");
        // Day 21: 0.6 + 7/16 x 0.4 = 0.775, 0.175 worse.
        Runs.score(tenant, "2026-03-22");
        assertThat(one(tenant).getString("state")).isEqualTo("acknowledged");
        assertThat(one(tenant).getFloat("severity")).isEqualTo(0.775f);
        // Day 22: 0.8, 0.2 worse.
        Runs.score(tenant, "2026-03-23");
        assertThat(one(tenant).getString("state")).isEqualTo("open");
        assertThat(one(tenant).getString("id")).isEqualTo(id);
        assertThat(one(tenant).getString("reopened_on")).isEqualTo("2026-03-23");
        assertThat(one(tenant).getString("opened_on")).isEqualTo("2026-03-15");
    }

    @Test
    void threeNightsOfTheSameAreOneSignal() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-15");
        Runs.score(tenant, "2026-03-16");
        Runs.score(tenant, "2026-03-17");

        assertThat(signals(tenant).getList("data")).hasSize(1);
        assertThat(one(tenant).getString("updated_on")).isEqualTo("2026-03-17");
    }

    @Test
    void theSameDayAgainChangesNothing() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-15");
        Object before = signals(tenant).getList("data");
        int seq = score(tenant).getInt("change_seq");

        Runs.score(tenant, "2026-03-15");

        assertThat((Object) signals(tenant).getList("data")).isEqualTo(before);
        assertThat(score(tenant).getInt("change_seq")).isEqualTo(seq);
    }

    @Test
    void isTheSameSignalWhenItComesBackWithinAWeek() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-15");
        String id = one(tenant).getString("id");
        login(tenant, "2026-03-16");
        Runs.score(tenant, "2026-03-16");
        assertThat(one(tenant).getString("state")).isEqualTo("resolved");

        login(tenant, "2026-03-01");
        Runs.score(tenant, "2026-03-22");

        assertThat(signals(tenant).getList("data")).hasSize(1);
        assertThat(one(tenant).getString("id")).isEqualTo(id);
        assertThat(one(tenant).getString("state")).isEqualTo("open");
        assertThat(one(tenant).getString("reopened_on")).isEqualTo("2026-03-22");
        assertThat(one(tenant).getString("resolved_on")).isNull();
    }

    @Test
    void isAnotherSignalWhenItComesBackLater() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-15");
        login(tenant, "2026-03-16");
        Runs.score(tenant, "2026-03-16");
        login(tenant, "2026-03-01");
        Runs.score(tenant, "2026-03-23");

        assertThat(signals(tenant).getList("data.state")).containsExactly("resolved", "open");
    }

    @Test
    void refusesToAcknowledgeWhatIsResolvedOrNotThere() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-15");
        String id = one(tenant).getString("id");
        login(tenant, "2026-03-16");
        Runs.score(tenant, "2026-03-16");

        post(tenant, id, "{}").then().statusCode(409);
        post(tenant, "0b7a3c0e-26d5-4b3e-9f3a-5d1a2b3c4d5e", "{}").then().statusCode(404);
        post(tenant, "no-uuid", "{}").then().statusCode(404);
        post(TestTenants.fresh(), id, "{}").then().statusCode(404);
    }

    @Test
    void saysWhatItMeansInBothLanguages() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-15");
        String id = one(tenant).getString("id");

        Api.as(tenant, "health:read")
                .header("Accept-Language", "ja")
                .get("/v1/risk-signals/{id}", id)
                .then()
                .statusCode(200)
                .header("Content-Language", "ja")
                .body("text", equalTo("2026-03-01を最後に14日間ログインがありません。"))
                .body("type", equalTo("NO_LOGIN_14D"));
        assertThat(one(tenant).getString("text")).isEqualTo("Nobody has logged in for 14 days, since 2026-03-01.");
    }

    @Test
    void isFoundByFamilyAndState() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Upstreams.of(tenant).fact("b", """
                "state": "active", "customer_since": "2025-01-01", "cancel_at": "2026-04-30T00:00:00Z"
                """);
        Runs.score(tenant, "2026-03-15");

        assertThat(list(tenant, "family", "commercial")).containsExactly("CANCELLATION_NOTICE");
        assertThat(list(tenant, "family", "usage")).containsExactly("NO_LOGIN_14D");
        assertThat(list(tenant, "state", "resolved")).isEmpty();
        Api.unchecked(tenant, "health:read")
                .queryParam("family", "astrology")
                .queryParam("state", "closed")
                .get("/v1/risk-signals")
                .then()
                .statusCode(400)
                .body("errors.size()", equalTo(2));
    }

    @Test
    void makesARiskThatStandsBesideTheScore() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-14");
        assertThat(score(tenant).getString("risk.level")).isEqualTo("low");
        int before = score(tenant).getInt("change_seq");

        Runs.score(tenant, "2026-03-15");

        // 0.5 x 0.6
        assertThat(score(tenant).getString("risk.level")).isEqualTo("medium");
        assertThat(score(tenant).getFloat("risk.value")).isEqualTo(0.3f);
        assertThat(score(tenant).getInt("change_seq")).isGreaterThan(before);
        Api.as(tenant, "health:read")
                .get("/v1/health-scores")
                .then()
                .statusCode(200)
                .body("data[0].risk.level", equalTo("medium"));
        Api.as(tenant, "health:read")
                .queryParam("as_of", "2026-03-14")
                .get("/v1/accounts/a/health")
                .then()
                .statusCode(200)
                .body("risk.level", equalTo("low"));
    }

    @Test
    void showsWhatTheRiskRestsOn() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-15");

        Api.as(tenant, "health:read")
                .get("/v1/accounts/a/risk")
                .then()
                .statusCode(200)
                .body("level", equalTo("medium"))
                .body("families[0].family", equalTo("usage"))
                .body("families[0].type", equalTo("NO_LOGIN_14D"))
                .body("signals[0].evidence.days_since_login", equalTo(14));
        Api.as(tenant, "health:read").get("/v1/accounts/nobody/risk").then().statusCode(404);
    }

    /** An account that was active on many days, so that only the missing login speaks against it. */
    private static String tenantWithLoginOn(String day) {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).account("a");
        login(tenant, day);
        return tenant;
    }

    private static void login(String tenant, String day) {
        Upstreams.of(tenant).usage("a", day, 20, "a", "b", "c", "d");
    }

    private static io.restassured.response.Response post(String tenant, String id, String body) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/risk-signals/{id}/acknowledge", id);
    }

    private static JsonPath acknowledge(String tenant, String id, String body) {
        return post(tenant, id, body).then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath one(String tenant) {
        String id = signals(tenant).getString("data[0].id");
        return Api.as(tenant, "health:read")
                .get("/v1/risk-signals/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static java.util.List<String> list(String tenant, String filter, String value) {
        return Api.as(tenant, "health:read")
                .queryParam(filter, value)
                .get("/v1/risk-signals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("data.type", String.class);
    }

    private static JsonPath signals(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/risk-signals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
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
