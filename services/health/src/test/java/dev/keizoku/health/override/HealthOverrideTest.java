package dev.keizoku.health.override;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class HealthOverrideTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-10T03:00:00Z");
    }

    @Test
    void isInForceAtOnceBesideTheComputedScore() {
        String tenant = scored();

        set(
                        tenant,
                        "a",
                        "{\"kind\": \"cap\", \"value\": 35, \"reason_code\": \"at_risk\", \"note\": \"They said so.\"}")
                .then()
                .statusCode(201);

        awaitScore(tenant, "a", 35f);
        JsonPath now = health(tenant, "a", "");
        assertThat(now.getString("band")).isEqualTo("red");
        assertThat(now.getFloat("computed_score")).isGreaterThan(70f);
        assertThat(now.getString("manual_override.kind")).isEqualTo("cap");
        assertThat(now.getString("manual_override.reason_code")).isEqualTo("at_risk");
        assertThat(now.getString("top_reasons[0].code")).isEqualTo("manual_override");
        assertThat(health(tenant, "b", "").getFloat("score")).isGreaterThan(70f);
    }

    @Test
    void holdsAnAccountAtRiskAtTwentyAndOneWithAnEarlyWarningAtFiftyUnlessToldOtherwise() {
        String tenant = scored();

        JsonPath risk = set(tenant, "a", "{\"kind\": \"cap\", \"reason_code\": \"at_risk\"}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        JsonPath warning = set(tenant, "b", "{\"kind\": \"cap\", \"value\": null, \"reason_code\": \"early_warning\"}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();

        assertThat(risk.getFloat("value")).isEqualTo(20f);
        assertThat(warning.getFloat("value")).isEqualTo(50f);
        awaitScore(tenant, "a", 20f);
        awaitScore(tenant, "b", 50f);
        end(tenant, "b", warning.getString("id")).then().statusCode(200);
        set(tenant, "b", "{\"kind\": \"cap\", \"value\": 60, \"reason_code\": \"early_warning\"}")
                .then()
                .statusCode(201);
        awaitScore(tenant, "b", 60f);
    }

    @Test
    void onlyACapForOneOfTheseReasonsMayLeaveItsValueOut() {
        String tenant = scored();

        for (String body : new String[] {
            "{\"kind\": \"cap\", \"reason_code\": \"recovery\"}",
            "{\"kind\": \"floor\", \"reason_code\": \"at_risk\"}",
            "{\"kind\": \"set_score\", \"reason_code\": \"early_warning\"}"
        }) {
            Response answer = set(tenant, "a", body);
            BadInput.isProblem(answer, 400, "invalid_request");
            assertThat(answer.jsonPath().getList("errors.pointer")).containsExactly("/value");
        }
    }

    @Test
    void isNotOverwrittenUntilItIsEnded() {
        String tenant = scored();
        String first = set(tenant, "a", "{\"kind\": \"set_band\", \"band\": \"red\", \"reason_code\": \"at_risk\"}")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        awaitBand(tenant, "red");
        BadInput.isProblem(
                set(tenant, "a", "{\"kind\": \"floor\", \"value\": 80, \"reason_code\": \"recovery\"}"),
                409,
                "conflict");

        JsonPath ended =
                end(tenant, "a", first).then().statusCode(200).extract().jsonPath();

        assertThat(ended.getString("state")).isEqualTo("ended");
        awaitBand(tenant, "green");
        assertThat(health(tenant, "a", "").getString("manual_override")).isNull();
        set(tenant, "a", "{\"kind\": \"set_score\", \"value\": 55, \"reason_code\": \"recovery\"}")
                .then()
                .statusCode(201);
        JsonPath all = list(tenant, "/v1/accounts/a/health-overrides");
        assertThat(all.getList("data.kind")).containsExactlyInAnyOrder("set_score", "set_band");
        assertThat(all.getList("data.state")).containsExactlyInAnyOrder("active", "ended");
    }

    @Test
    void expiresByItselfAndStaysListed() {
        String tenant = scored();
        JsonPath set = set(tenant, "a", "{\"kind\": \"cap\", \"value\": 35, \"reason_code\": \"seasonal\"}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        assertThat(set.getString("expires_at")).isEqualTo("2026-07-10T03:00:00Z");
        awaitScore(tenant, "a", 35f);

        MutableClock.set("2026-07-12T03:00:00Z");
        Upstreams.of(tenant).usage("a", "2026-07-11", 20, "a", "b", "c", "d");
        Runs.score(tenant, "2026-07-11");

        assertThat(health(tenant, "a", "").getFloat("score")).isGreaterThan(70f);
        assertThat(list(tenant, "/v1/health-overrides").getList("data")).isEmpty();
        assertThat(list(tenant, "/v1/health-overrides?state=all").getList("data.state"))
                .containsExactly("expired");
    }

    @Test
    void countsForADayByWhatWasSetThen() {
        String tenant = scored();
        MutableClock.set("2026-06-12T03:00:00Z");
        set(tenant, "a", "{\"kind\": \"cap\", \"value\": 35, \"reason_code\": \"at_risk\"}")
                .then()
                .statusCode(201);
        awaitScore(tenant, "a", 35f);

        Runs.score(tenant, "2026-06-11");
        Runs.score(tenant, "2026-06-12");

        assertThat(health(tenant, "a", "?as_of=2026-06-11").getFloat("score")).isGreaterThan(70f);
        assertThat(health(tenant, "a", "?as_of=2026-06-12").getFloat("score")).isEqualTo(35f);
    }

    @Test
    void aRecomputeWithTheSameOverrideMovesNothing() {
        String tenant = scored();
        set(tenant, "a", "{\"kind\": \"cap\", \"value\": 95, \"reason_code\": \"executive_insight\"}")
                .then()
                .statusCode(201);
        awaitScore(tenant, "a", 95f);
        Runs.score(tenant, "2026-06-10");
        String token = list(tenant, "/v1/health-scores").getString("sync_token");

        Runs.score(tenant, "2026-06-10");

        assertThat(list(tenant, "/v1/health-scores?sync_token=" + token).getList("data"))
                .isEmpty();
    }

    @Test
    void listsWhatIsActiveForReports() {
        String tenant = scored();
        set(tenant, "a", "{\"kind\": \"cap\", \"value\": 35, \"reason_code\": \"at_risk\"}");
        set(tenant, "b", "{\"kind\": \"floor\", \"value\": 50, \"reason_code\": \"other\"}");

        JsonPath first = list(tenant, "/v1/health-overrides?limit=1");
        JsonPath second = list(tenant, "/v1/health-overrides?limit=1&cursor=" + first.getString("next_cursor"));

        assertThat(first.getList("data")).hasSize(1);
        assertThat(second.getList("data")).hasSize(1);
        assertThat(second.getBoolean("has_more")).isFalse();
        assertThat(list(tenant, "/v1/health-overrides?kind=floor").getList("data.account_id"))
                .containsExactly("b");
        assertThat(list(TestTenants.fresh(), "/v1/health-overrides").getList("data"))
                .isEmpty();
    }

    @Test
    void refusesWhatMakesNoSenseAndNamesItAll() {
        String tenant = scored();

        Response answer = set(
                tenant,
                "a",
                "{\"kind\": \"cap\", \"band\": \"red\", \"reason_code\": \"other\", \"expires_at\": \"2026-06-09T00:00:00Z\"}");

        BadInput.isProblem(answer, 400, "invalid_request");
        assertThat(answer.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder("/band", "/value", "/expires_at");
        BadInput.isProblem(
                set(tenant, "nobody", "{\"kind\": \"cap\", \"value\": 1, \"reason_code\": \"other\"}"),
                404,
                "not_found");
        BadInput.isProblem(end(tenant, "a", "6f0e6a52-5f6a-4d0c-8a94-30a6b1f0a2b1"), 404, "not_found");
        BadInput.isProblem(
                Api.as(tenant, "health:read")
                        .contentType(ContentType.JSON)
                        .body("{\"kind\": \"cap\", \"value\": 1, \"reason_code\": \"other\"}")
                        .post("/v1/accounts/a/health-overrides"),
                403,
                "forbidden");
    }

    private static String scored() {
        String tenant = TestTenants.fresh();
        for (String account : new String[] {"a", "b"}) {
            Upstreams.of(tenant).account(account).usage(account, "2026-06-09", 20, "a", "b", "c", "d");
        }
        Runs.score(tenant, "2026-06-09");
        return tenant;
    }

    private static Response set(String tenant, String account, String body) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/accounts/{id}/health-overrides", account);
    }

    private static Response end(String tenant, String account, String override) {
        return Api.as(tenant, "health:write")
                .delete("/v1/accounts/{id}/health-overrides/{override}", account, override);
    }

    private static void awaitScore(String tenant, String account, float score) {
        Eventually.within(
                PATIENCE,
                "the score of " + account + " is " + score,
                () -> health(tenant, account, "").getFloat("score") == score);
    }

    private static void awaitBand(String tenant, String band) {
        Eventually.within(
                PATIENCE,
                "the band is " + band,
                () -> health(tenant, "a", "").getString("band").equals(band));
    }

    private static JsonPath health(String tenant, String account, String query) {
        return list(tenant, "/v1/accounts/" + account + "/health" + query);
    }

    private static JsonPath list(String tenant, String path) {
        return Api.as(tenant, "health:read")
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
