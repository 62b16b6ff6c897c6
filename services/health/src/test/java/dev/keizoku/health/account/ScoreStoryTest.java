package dev.keizoku.health.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scores over weeks: where they go, why, and what was known when. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class ScoreStoryTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-03-02T00:10:00Z");
    }

    @Test
    void aChangeOfStageIsAChangeOfScorecardAndNotTheCustomers() {
        String tenant = TestTenants.fresh();
        answer(tenant, "n1", "2026-01-20T00:00:00Z");
        day(tenant, "2026-01-30", "null", 14);
        day(tenant, "2026-03-01", "{\"renews_on\": \"2026-04-01\", \"auto_renew\": true}", 14);

        JsonPath why = explain(tenant, "");

        assertThat(why.getString("stage")).isEqualTo("retention");
        assertThat(why.getString("card")).isEqualTo("retention");
        assertThat(why.getString("change.scorecard_step.from.card")).isEqualTo("default");
        assertThat(why.getString("change.scorecard_step.to.card")).isEqualTo("retention");
        BigDecimal step =
                number(why, "change.scorecard_step.to.score").subtract(number(why, "change.scorecard_step.from.score"));
        assertThat(step.signum()).isNotZero();
        assertThat(number(why, "change.scorecard_change")).isEqualByComparingTo(step);
        assertThat(parts(why)).isEqualByComparingTo(number(why, "change.delta"));
        assertThat(explain(tenant, "?compare_with=2026-03-01").getString("change.scorecard_step"))
                .isNull();
    }

    @Test
    void tellsWhereTheScoreGoesByTheWeek() {
        String tenant = TestTenants.fresh();
        for (int i = 0; i < 5; i++) {
            day(
                    tenant,
                    List.of("2026-02-01", "2026-02-08", "2026-02-15", "2026-02-22", "2026-03-01")
                            .get(i),
                    "null",
                    16 - 3 * i);
        }

        JsonPath why = explain(tenant, "");

        assertThat(why.getInt("trend.weeks")).isEqualTo(5);
        assertThat(why.getString("trend.slope_from")).isEqualTo("2026-02-01");
        assertThat(why.getFloat("trend.slope_per_week")).isNegative();
        assertThat(why.getFloat("trend.delta_7d")).isNegative();
        assertThat(why.getString("trend.compared_with_7d")).isEqualTo("2026-02-22");
        assertThat(why.getString("trend.compared_with_30d")).isNull();
        assertThat(why.getString("measures.find {it.measure == 'login_frequency'}.text"))
                .isEqualTo("Active on only 4 of 28 days.");
        assertThat(explain(tenant, "?as_of=2026-02-22").getInt("trend.weeks")).isEqualTo(4);
    }

    @Test
    void aLateEventChangesTodayAndNotWhatWasKnownYesterday() {
        String tenant = TestTenants.fresh();
        day(tenant, "2026-03-01", "null", 14);
        String before = explain(tenant, "").getString("score");
        MutableClock.set("2026-03-03T00:10:00Z");
        answer(tenant, "late", "2026-02-27T00:00:00Z");

        run(tenant, "{\"day\": \"2026-03-01\", \"known_at\": \"2026-03-02T00:10:00Z\"}");
        String knownYesterday = explain(tenant, "?as_of=2026-03-01").getString("score");
        run(tenant, "{\"day\": \"2026-03-01\"}");
        String knownToday = explain(tenant, "?as_of=2026-03-01").getString("score");

        assertThat(knownYesterday).isEqualTo(before);
        assertThat(knownToday).isNotEqualTo(before);
    }

    @Test
    void whatWasSaidOfADayIsStillToldOnceItIsKnownBetter() {
        String tenant = TestTenants.fresh();
        day(tenant, "2026-03-01", "null", 14);
        String saidInTheNight = get(tenant, "/explanation?as_of=2026-03-01");
        String risk = risk(tenant, "as_of=2026-03-01");
        MutableClock.set("2026-03-03T00:10:00Z");
        answer(tenant, "late", "2026-02-27T00:00:00Z");
        Upstreams.of(tenant).usage("a", "2026-02-01", 14, "a");
        run(tenant, "{\"day\": \"2026-03-01\"}");

        String night = "known_at=2026-03-02T00:10:00Z";
        assertThat(get(tenant, "/explanation?as_of=2026-03-01&" + night)).isEqualTo(saidInTheNight);
        assertThat(get(tenant, "/explanation?" + night)).isEqualTo(saidInTheNight);
        assertThat(get(tenant, "/explanation?as_of=2026-03-01&known_at=2026-03-03T00:09:59Z"))
                .isEqualTo(saidInTheNight);
        assertThat(risk(tenant, "as_of=2026-03-01&" + night)).isEqualTo(risk);
        String then = JsonPath.from(saidInTheNight).getString("score");
        assertThat(health(tenant, "?as_of=2026-03-01&" + night).getString("score"))
                .isEqualTo(then);
        assertThat(health(tenant, "/history?" + night).getList("data.score", String.class))
                .containsExactly(then);
        String now = explain(tenant, "?as_of=2026-03-01").getString("score");
        assertThat(now).isNotEqualTo(then);
        assertThat(risk(tenant, "as_of=2026-03-01")).isNotEqualTo(risk);
        assertThat(health(tenant, "/history").getList("data.score", String.class))
                .containsExactly(now);
        assertThat(explain(tenant, "?known_at=2026-03-03T00:10:00Z").getString("score"))
                .isEqualTo(now);
    }

    @Test
    void aLaterDayIsComparedWithWhatWasKnownOfTheEarlierOne() {
        String tenant = TestTenants.fresh();
        day(tenant, "2026-02-01", "null", 10);
        MutableClock.set("2026-03-03T00:10:00Z");
        day(tenant, "2026-03-02", "null", 14);
        String saidInTheNight = get(tenant, "/explanation?as_of=2026-03-02&compare_with=2026-02-01");
        MutableClock.set("2026-03-04T00:10:00Z");
        answer(tenant, "late", "2026-01-27T00:00:00Z");
        Upstreams.of(tenant).usage("a", "2026-02-01", 10, "a");
        run(tenant, "{\"day\": \"2026-02-01\"}");

        String query = "/explanation?as_of=2026-03-02&compare_with=2026-02-01";

        assertThat(get(tenant, query)).isNotEqualTo(saidInTheNight);
        assertThat(get(tenant, query + "&known_at=2026-03-03T00:10:00Z")).isEqualTo(saidInTheNight);
    }

    @Test
    void beforeAnythingWasKnownThereIsNoScore() {
        String tenant = TestTenants.fresh();
        day(tenant, "2026-03-01", "null", 14);
        String before = "known_at=2026-03-02T00:09:59Z";

        for (String path : List.of(
                "/health?" + before,
                "/health?as_of=2026-03-01&" + before,
                "/health/explanation?as_of=2026-03-01&" + before,
                "/risk?as_of=2026-03-01&" + before)) {
            BadInput.isProblem(Api.as(tenant, "health:read").get("/v1/accounts/a" + path), 404, "not_found");
        }
        assertThat(health(tenant, "/history?" + before).getList("data")).isEmpty();
    }

    @Test
    void nobodyCanAskWhatWillBeKnown() {
        String tenant = TestTenants.fresh();
        day(tenant, "2026-03-01", "null", 14);

        for (String path : List.of("/health", "/health/explanation", "/health/history", "/risk")) {
            Response later = knownAt(tenant, path, "2026-03-02T00:10:01Z");
            BadInput.isProblem(later, 422, "unprocessable");
            assertThat(later.jsonPath().getList("errors.pointer")).containsExactly("?known_at");
            BadInput.isProblem(knownAt(tenant, path, "yesterday"), 400, "invalid_request");
            BadInput.isProblem(knownAt(tenant, path, "2026-03-01"), 400, "invalid_request");
        }
    }

    @Test
    void anOldValueCountsLessAndLessWhereTheScorecardSaysSo() {
        String tenant = TestTenants.fresh();
        Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body("""
                {"measures": [
                  {"measure": "core_feature_use", "weight": 6,
                   "anchors": [{"value": 0, "score": 0}, {"value": 1, "score": 100}]},
                  {"measure": "response_time", "weight": 1,
                   "anchors": [{"value": 0, "score": 100}, {"value": 48, "score": 0}]},
                  {"measure": "tone", "weight": 4, "missing": "last_decayed",
                   "anchors": [{"value": -1, "score": 0}, {"value": 1, "score": 100}]}],
                 "caps": [], "bands": {"green": 70, "yellow": 40}}
                """)
                .put("/v1/scorecards/default")
                .then()
                .statusCode(200);
        send(tenant, praise("m1"), praise("m2"), praise("m3"));
        day(tenant, "2026-03-01", "null", 14);
        MutableClock.set("2026-03-03T00:10:00Z");
        day(tenant, "2026-03-02", "null", 14);

        JsonPath then = explain(tenant, "?as_of=2026-03-01");
        JsonPath now = explain(tenant, "");

        String measure = "measures.find {it.measure == 'tone'}.";
        assertThat(then.getString(measure + "state")).isEqualTo("ok");
        assertThat(now.getString(measure + "state")).isEqualTo("no_data");
        assertThat(now.getString(measure + "seen_on")).isEqualTo("2026-03-01");
        assertThat(now.getFloat(measure + "score")).isLessThan(100f).isGreaterThan(98f);
        assertThat(now.getFloat("coverage")).isLessThan(then.getFloat("coverage"));
    }

    private static void day(String tenant, String day, String renewal, int activeDays) {
        Upstreams.of(tenant).fact("a", """
                "state": "active", "customer_since": "2025-01-01", "core_features": ["a", "b"], "renewal": %s
                """.formatted(renewal)).usage("a", day, activeDays, "a");
        Runs.score(tenant, day);
    }

    private static void run(String tenant, String body) {
        Runs.await(tenant, Runs.ask(tenant, body), "done");
    }

    private static void answer(String tenant, String id, String at) {
        send(tenant, """
                {"kind": "survey_answer", "touchpoint_id": "%s", "account_id": "a", "occurred_at": "%s",
                 "survey": "nps", "score": 10, "respondent": "u1"}
                """.formatted(id, at));
    }

    private static String praise(String id) {
        return """
                {"kind": "message", "touchpoint_id": "%s", "account_id": "a", "occurred_at": "2026-02-02T00:00:00Z",
                 "sentiment": "positive"}
                """.formatted(id);
    }

    private static void send(String tenant, String... items) {
        Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"touchpoints\": [" + String.join(",", items) + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }

    private static BigDecimal parts(JsonPath why) {
        return List.of("value_change", "coverage_change", "scorecard_change", "override_change").stream()
                .map(part -> number(why, "change." + part))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal number(JsonPath json, String path) {
        return new BigDecimal(json.getString(path));
    }

    private static Response knownAt(String tenant, String path, String when) {
        return Api.unchecked(tenant, "health:read").get("/v1/accounts/a" + path + "?known_at=" + when);
    }

    private static String get(String tenant, String path) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/a/health" + path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String risk(String tenant, String query) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/a/risk?" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static JsonPath health(String tenant, String path) {
        return JsonPath.from(get(tenant, path));
    }

    private static JsonPath explain(String tenant, String query) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/a/health/explanation" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
