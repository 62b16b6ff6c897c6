package dev.keizoku.health.cohort;

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
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class CohortStoryTest {

    /** By its anchors every value would be worth 7 points. */
    private static final String RANKED = """
            {"measures": [{"measure": "login_frequency", "weight": 1, "normaliser": "percentile",
                "anchors": [{"value": 0, "score": 7}, {"value": 28, "score": 7}]}],
             "caps": [], "bands": {"green": 70, "yellow": 40}}
            """;

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-10T03:00:00Z");
    }

    @Test
    void anAccountIsRankedAmongThoseOfItsPlanByTheValuesOfTheRunBefore() {
        String tenant = TestTenants.fresh();
        for (int i = 0; i < 30; i++) {
            account(tenant, "a%02d".formatted(i), "pro", Math.min(i, 28));
        }
        account(tenant, "few", "basic", 28);
        Runs.score(tenant, "2026-06-08");
        put(tenant, RANKED).then().statusCode(200);

        float promised = preview(tenant);
        Runs.score(tenant, "2026-06-09");
        float middle = score(tenant, "a15");
        Runs.score(tenant, "2026-06-09");

        assertThat(score(tenant, "a00")).isBetween(0f, 5f);
        assertThat(middle).isBetween(45f, 60f);
        assertThat(score(tenant, "a27")).isBetween(85f, 97f);
        assertThat(score(tenant, "few")).isEqualTo(7f);
        assertThat(score(tenant, "a15")).isEqualTo(middle);
        assertThat(promised).isEqualTo(score(tenant, "a00"));
    }

    @Test
    void ranksNothingWithoutARunBeforeAndNothingThatHasNoBetterEnd() {
        String tenant = TestTenants.fresh();
        put(tenant, RANKED).then().statusCode(200);
        account(tenant, "a", "pro", 28);
        Runs.score(tenant, "2026-06-09");

        assertThat(score(tenant, "a")).isEqualTo(7f);
        Response refused = put(tenant, RANKED.replace("login_frequency", "support_enquiries"));
        BadInput.isProblem(refused, 400, "invalid_request");
        assertThat(refused.jsonPath().getList("errors.pointer")).containsExactly("/measures/0/normaliser");
    }

    /** What a preview says of the account with the least use. */
    private static float preview(String tenant) {
        return Api.as(tenant, "health:read")
                .contentType(ContentType.JSON)
                .body(RANKED)
                .post("/v1/scorecards/preview")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getFloat("down.find {it.account_id == 'a00'}.score_after");
    }

    private static void account(String tenant, String account, String plan, int activeDays) {
        Upstreams.of(tenant).fact(account, """
                "state": "active", "customer_since": "2025-01-01", "core_features": ["a"], "plan_ids": ["%s"]
                """.formatted(plan)).usage(account, "2026-06-08", activeDays, "a");
    }

    private static Response put(String tenant, String scorecard) {
        return Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(scorecard)
                .put("/v1/scorecards/default");
    }

    private static float score(String tenant, String account) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/{id}/health", account)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getFloat("score");
    }
}
