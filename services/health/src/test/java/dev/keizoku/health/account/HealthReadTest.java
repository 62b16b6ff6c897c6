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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class HealthReadTest {

    private static final String DAY = "2026-03-01";

    @BeforeEach
    void clock() {
        MutableClock.reset();
    }

    @Test
    void aCrmPagesThroughChangesAndComesBackWithItsToken() {
        String tenant = tenantWith(5);
        Runs.score(tenant, DAY);
        List<String> seen = new ArrayList<>();
        JsonPath page = list(tenant, "limit=2");
        seen.addAll(page.getList("data.account_id", String.class));
        while (page.getBoolean("has_more")) {
            page = list(tenant, "limit=2&cursor=" + page.getString("next_cursor"));
            seen.addAll(page.getList("data.account_id", String.class));
        }

        assertThat(seen).containsExactly("a0", "a1", "a2", "a3", "a4");
        assertThat(page.getString("next_cursor")).isNull();
        assertThat(page.getString("data[0].external_ids.crm")).isEqualTo("x-a4");
        assertThat(list(tenant, "sync_token=" + page.getString("sync_token")).getList("data"))
                .isEmpty();
    }

    @Test
    void updatedSinceIncludesItsOwnTime() {
        String tenant = tenantWith(2);
        Runs.score(tenant, DAY);
        String updated = list(tenant, "").getString("data[0].updated_at");

        assertThat(list(tenant, "updated_since=" + updated).getList("data")).hasSize(2);
        assertThat(list(tenant, "updated_since=2026-03-02T00:00:01Z").getList("data"))
                .isEmpty();
    }

    @Test
    void narrowsToBands() {
        String tenant = tenantWith(1);
        Upstreams.of(tenant).account("bad").usage("bad", "2026-01-01", 0);
        Runs.score(tenant, DAY);

        assertThat(list(tenant, "band=red").getList("data.account_id")).containsExactly("bad");
        assertThat(list(tenant, "band=red&band=green&band=yellow").getList("data"))
                .hasSize(2);
    }

    @Test
    void ticketsAndAnswersCountWithTheRest() {
        String tenant = tenantWith(1);
        touchpoints(
                tenant,
                "{\"kind\": \"ticket\", \"touchpoint_id\": \"t1\", \"account_id\": \"a0\", \"occurred_at\": \"2026-02-20T00:00:00Z\"}",
                "{\"kind\": \"ticket\", \"touchpoint_id\": \"old\", \"account_id\": \"a0\", \"occurred_at\": \"2026-02-01T23:59:59Z\"}",
                answer("n1", "u1", "2026-01-10T00:00:00Z", 0),
                answer("n2", "u1", "2026-03-01T00:00:00Z", 10),
                answer("n3", "u2", "2025-09-02T00:00:00Z", 0),
                answer("n4", "u3", "2025-09-01T00:00:00Z", 0));
        MutableClock.set("2026-03-02T00:10:00Z");

        Runs.score(tenant, DAY);

        JsonPath why = explain(tenant, "a0", "");
        assertThat(why.getFloat("measures[2].value")).isEqualTo(1f);
        assertThat(why.getFloat("measures[3].value")).isEqualTo(0f);
        assertThat(why.getString("measures[3].state")).isEqualTo("zero");
        assertThat(why.getString("confidence")).isEqualTo("normal");
    }

    @Test
    void countsOnlyWhatWasKnownThen() {
        String tenant = tenantWith(1);
        MutableClock.set("2026-03-05T00:00:00Z");
        touchpoints(tenant, answer("n1", "u1", "2026-02-20T00:00:00Z", 10));
        String run = Runs.ask(tenant, "{\"day\": \"2026-03-01\", \"known_at\": \"2026-03-02T00:00:00Z\"}");
        Runs.await(tenant, run, "done");
        assertThat(explain(tenant, "a0", "").getString("measures[3].state")).isEqualTo("no_data");

        Runs.score(tenant, DAY);
        assertThat(explain(tenant, "a0", "").getString("measures[3].state")).isEqualTo("ok");
    }

    @Test
    void saysWhyTheScoreChanged() {
        String tenant = tenantWith(1);
        Upstreams.of(tenant).usage("a0", "2026-01-29", 20, "a", "b", "c", "d");
        Runs.score(tenant, "2026-01-30");
        Upstreams.of(tenant).usage("a0", "2026-02-15", 4, "a");
        Runs.score(tenant, DAY);

        JsonPath why = explain(tenant, "a0", "");
        assertThat(why.getString("change.compared_with")).isEqualTo("2026-01-30");
        BigDecimal parts = BigDecimal.ZERO;
        for (String part : List.of("value_change", "coverage_change", "scorecard_change", "override_change")) {
            parts = parts.add(new BigDecimal(why.getString("change." + part)));
        }
        assertThat(parts).isEqualByComparingTo(why.getString("change.delta"));
        assertThat(why.getFloat("change.value_change")).isNegative();
        JsonPath now =
                Api.as(tenant, "health:read").get("/v1/accounts/a0/health").jsonPath();
        assertThat(now.getString("trend.label")).isEqualTo("down");
        assertThat(now.getString("trend.compared_with")).isEqualTo("2026-01-30");
    }

    @Test
    void speaksTheReadersLanguage() {
        String tenant = tenantWith(1);
        Runs.score(tenant, DAY);

        String english = reasons(tenant, null);
        String japanese = reasons(tenant, "ja-JP,ja;q=0.9,en;q=0.5");

        assertThat(english).contains("days");
        assertThat(japanese).contains("直近28日間");
        assertThat(reasons(tenant, "fr")).isEqualTo(english);
        assertThat(reasons(tenant, ";;;=")).isEqualTo(english);
    }

    @Test
    void tellsAReaderThatItHasTheAnswerAlready() {
        String tenant = tenantWith(1);
        Runs.score(tenant, DAY);
        for (String path :
                List.of("/v1/health-scores", "/v1/accounts/a0/health", "/v1/accounts/a0/health/explanation")) {
            String tag = Api.as(tenant, "health:read").get(path).header("ETag");
            Api.as(tenant, "health:read")
                    .header("If-None-Match", tag)
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", tag)
                    .header("Content-Language", "en");
            Api.as(tenant, "health:read")
                    .header("If-None-Match", tag)
                    .header("Accept-Language", "ja")
                    .get(path)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void givesTheLastScoreOfEachWeek() {
        String tenant = tenantWith(1);
        for (String day : List.of("2026-02-16", "2026-02-18", "2026-02-22", "2026-02-23")) {
            Runs.score(tenant, day);
        }

        JsonPath weeks = Api.as(tenant, "health:read")
                .queryParam("from", "2026-02-01")
                .queryParam("to", "2026-03-01")
                .queryParam("granularity", "week")
                .get("/v1/accounts/a0/health/history")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(weeks.getList("data.day")).containsExactly("2026-02-22", "2026-02-23");
    }

    @Test
    void anotherTenantsAccountDoesNotExist() {
        String mine = tenantWith(1);
        String other = TestTenants.fresh();
        Upstreams.of(other);
        Runs.score(mine, DAY);
        String run = Runs.ask(mine, "{}");

        for (String path : List.of(
                "/v1/accounts/a0/health",
                "/v1/accounts/a0/health?as_of=" + DAY,
                "/v1/accounts/a0/health/history",
                "/v1/accounts/a0/health/explanation",
                "/v1/score-runs/" + run)) {
            BadInput.isProblem(Api.as(other, "health:read").get(path), 404, "not_found");
        }
        assertThat(list(other, "").getList("data")).isEmpty();
        String cursor = list(tenantWithScores(3), "limit=1").getString("next_cursor");
        BadInput.isProblem(
                Api.as(other, "health:read").get("/v1/health-scores?limit=1&cursor=" + cursor), 400, "invalid_request");
        Runs.await(mine, run, "done");
    }

    @Test
    void asksForACredentialAndItsScope() {
        String tenant = TestTenants.fresh();
        for (String path : List.of(
                "/v1/health-scores",
                "/v1/accounts/a/health",
                "/v1/accounts/a/health/history",
                "/v1/accounts/a/health/explanation",
                "/v1/risk-signals",
                "/v1/score-runs",
                "/v1/scorecards/default")) {
            BadInput.isProblem(Api.anonymous().get(path), 401, "unauthenticated");
            BadInput.isProblem(Api.as(tenant, "usage:read").get(path), 403, "forbidden");
        }
        BadInput.isProblem(
                Api.as(tenant, "health:read")
                        .contentType(ContentType.JSON)
                        .body("{}")
                        .post("/v1/score-runs"),
                403,
                "forbidden");
    }

    @Test
    void namesEveryBadParameter() {
        String tenant = TestTenants.fresh();
        assertThat(Api.unchecked(tenant, "health:read")
                        .get("/v1/health-scores?band=blue&limit=0&updated_since=yesterday&nonsense=1&sync_token=5")
                        .then()
                        .statusCode(400)
                        .extract()
                        .jsonPath()
                        .getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder("?band", "?limit", "?updated_since", "?nonsense", "?sync_token");
        for (String path : List.of(
                "/v1/accounts/a/health?as_of=2026-13-01",
                "/v1/accounts/a/health/history?from=2026-03-01&to=2026-03-01",
                "/v1/accounts/a/health/history?granularity=hour",
                "/v1/risk-signals?type=OTHER",
                "/v1/risk-signals?cursor=forged",
                "/v1/scorecards/default?version=x",
                "/v1/score-runs?limit=1000000000")) {
            BadInput.isProblem(Api.unchecked(tenant, "health:read").get(path), 400, "invalid_request");
        }
        BadInput.isProblem(
                Api.as(tenant, "health:write")
                        .contentType(ContentType.JSON)
                        .body("{\"day\": \"2026-03-03\"}")
                        .post("/v1/score-runs"),
                422,
                "unprocessable");
        BadInput.check(
                () -> Api.unchecked(tenant, "health:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).post("/v1/score-runs")
                        : request.body((String) body).post("/v1/score-runs"));
    }

    private static String tenantWithScores(int accounts) {
        String tenant = tenantWith(accounts);
        Runs.score(tenant, DAY);
        return tenant;
    }

    private static String tenantWith(int accounts) {
        String tenant = TestTenants.fresh();
        for (int i = 0; i < accounts; i++) {
            Upstreams.of(tenant).account("a" + i).usage("a" + i, "2026-02-28", 20, "a", "b", "c");
        }
        return tenant;
    }

    private static String answer(String id, String respondent, String at, int score) {
        return """
                {"kind": "survey_answer", "touchpoint_id": "%s", "account_id": "a0", "occurred_at": "%s",
                 "survey": "nps", "score": %d, "respondent": "%s"}
                """.formatted(id, at, score, respondent);
    }

    private static void touchpoints(String tenant, String... items) {
        Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"touchpoints\": [" + String.join(",", items) + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }

    private static String reasons(String tenant, String language) {
        var request = Api.as(tenant, "health:read");
        if (language != null) {
            request.header("Accept-Language", language);
        }
        return request.get("/v1/accounts/a0/health")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("top_reasons[0].text");
    }

    private static JsonPath explain(String tenant, String account, String query) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/" + account + "/health/explanation" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath list(String tenant, String query) {
        return Api.as(tenant, "health:read")
                .get("/v1/health-scores" + (query.isEmpty() ? "" : "?" + query))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
