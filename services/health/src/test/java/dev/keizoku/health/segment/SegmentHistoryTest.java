package dev.keizoku.health.segment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mondays are 1 and 8 June. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class SegmentHistoryTest {

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.set("2026-06-15T00:00:00Z");
        tenant = TestTenants.fresh();
    }

    @Test
    void aWeekStaysAsItsSegmentsWereThen() {
        plan("a", "pro").plan("b", "basic");
        Runs.score(tenant, "2026-06-03");
        Runs.score(tenant, "2026-06-07");
        Runs.score(tenant, "2026-06-05");

        plan("a", "basic");
        Runs.score(tenant, "2026-06-09");

        by("plan")
                .body("data.week", contains("2026-06-01", "2026-06-01", "2026-06-08"))
                .body("data.day", contains("2026-06-07", "2026-06-07", "2026-06-09"))
                .body("data.segment", contains("basic", "pro", "basic"))
                .body("data.accounts", contains(1, 1, 2));
        by("all").body("data.accounts", contains(2, 2)).body("data[0].segment", nullValue());
    }

    @Test
    void aDayAgainIsTheSameWeek() {
        plan("a", "pro");
        Runs.score(tenant, "2026-06-07");
        String once = by("plan").extract().asString();

        Runs.score(tenant, "2026-06-07");

        by("plan").body(equalTo(once));
    }

    @Test
    void tellsWhatIsUsedAndWhereCustomersStumble() {
        plan("a", "pro")
                .plan("b", "pro")
                .plan("own", "pro", "\"internal\": true")
                .plan("gone", "pro", "\"state\": \"ended\"");
        measure("a", """
                {"active_days_7": 3, "active_days_28": 12, "last_login_on": "2026-06-07", "first_seen_on": "2025-01-01",
                 "features_used_28": ["a", "b", "x"], "trials": {"tried_28": ["x"]},
                 "limits": {"gated_28": 6, "gated_features_28": ["api"]},
                 "onboarding": {"value_reached_on": "2025-02-01", "days_to_value": 31}}
                """);
        measure("b", """
                {"active_days_7": 0, "active_days_28": 2, "last_login_on": "2026-05-20", "first_seen_on": "2025-01-01",
                 "features_used_28": ["a"]}
                """);
        Runs.score(tenant, "2026-06-07");

        by("plan")
                .body("data.segment", contains("pro"))
                .body("data[0].accounts", equalTo(2))
                .body("data[0].bands.accounts.sum()", equalTo(2))
                .body("data[0].use.accounts", equalTo(2))
                .body("data[0].use.active_share", equalTo(0.5f))
                .body("data[0].use.features_used_28", equalTo(2.0f))
                .body("data[0].use.features_tried_28", equalTo(0.5f))
                .body("data[0].use.core_feature_use", equalTo(0.375f))
                .body("data[0].use.features.feature", contains("a", "b", "x"))
                .body("data[0].use.features.share", contains(1.0f, 0.5f, 0.5f))
                .body("data[0].stumbles.without_first_value", equalTo(1))
                .body("data[0].stumbles.locked_share", equalTo(0.5f))
                .body("data[0].stumbles.locked_attempts_28", equalTo(6))
                .body("data[0].stumbles.locked_features.feature", contains("api"));
    }

    @Test
    void whatIsNotKnownIsASegmentAndPagesGoOn() {
        plan("a", "pro", "\"attributes\": {\"industry\": \"retail\"}").plan("b", "pro");
        Runs.score(tenant, "2026-06-07");

        String next = Api.as(tenant, "health:read")
                .queryParam("by", "industry")
                .queryParam("limit", 1)
                .get("/v1/segment-history")
                .then()
                .statusCode(200)
                .body("data[0].segment", nullValue())
                .body("has_more", equalTo(true))
                .extract()
                .path("next_cursor");
        Api.as(tenant, "health:read")
                .queryParam("by", "industry")
                .queryParam("limit", 1)
                .queryParam("cursor", next)
                .get("/v1/segment-history")
                .then()
                .statusCode(200)
                .body("data.segment", contains("retail"))
                .body("has_more", equalTo(false));
        Api.as(tenant, "health:read")
                .queryParam("by", "industry")
                .queryParam("segment", "retail")
                .get("/v1/segment-history")
                .then()
                .body("data.segment", contains("retail"));
    }

    @Test
    void refusesWhatCustomersAreNotDividedBy() {
        Api.unchecked(tenant, "health:read")
                .queryParam("by", "weather")
                .queryParam("from", "2026-06-08")
                .queryParam("to", "2026-06-01")
                .get("/v1/segment-history")
                .then()
                .statusCode(400)
                .body("errors.size()", equalTo(2));
    }

    private SegmentHistoryTest plan(String account, String plan) {
        return plan(account, plan, "\"state\": \"active\"");
    }

    private SegmentHistoryTest plan(String account, String plan, String more) {
        String state = more.contains("\"state\"") ? more : "\"state\": \"active\", " + more;
        Upstreams.of(tenant).fact(account, """
                        %s, "customer_since": "2025-01-01", "core_features": ["a", "b", "c", "d"], "plan_ids": ["%s"]
                        """.formatted(state, plan));
        return this;
    }

    private void measure(String account, String json) {
        Upstreams.of(tenant).measure(account, json);
    }

    private ValidatableResponse by(String dimension) {
        return Api.as(tenant, "health:read")
                .queryParam("by", dimension)
                .get("/v1/segment-history")
                .then()
                .statusCode(200);
    }
}
