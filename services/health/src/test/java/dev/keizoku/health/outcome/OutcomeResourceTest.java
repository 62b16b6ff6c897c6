package dev.keizoku.health.outcome;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class OutcomeResourceTest {

    private static final String CARD = """
            {"measures": [
                {"measure": "outcome", "weight": 1,
                 "anchors": [{"value": 0, "score": 0}, {"value": 100, "score": 100}]},
                {"measure": "department_spread", "weight": 1,
                 "anchors": [{"value": 0, "score": 0}, {"value": 0.25, "score": 50}, {"value": 1, "score": 100}]}],
             "caps": [], "bands": {"green": 70, "yellow": 40}}
            """;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.set("2026-03-31T00:00:00Z");
        tenant = TestTenants.fresh();
    }

    @Test
    void isKeptByTheRunAndMeasuredByAScorecard() {
        Upstreams.of(tenant).fact("a", """
                        "state": "active", "customer_since": "2025-01-01", "attributes": {"departments": 4}
                        """).measure("a", """
                        {"last_login_on": "2026-03-30", "first_seen_on": "2025-01-01", "active_days_28": 9,
                         "breadth": {"departments_28": 1}}
                        """).fact("b", "\"state\": \"active\"");
        scorecard();
        Runs.score(tenant, "2026-03-30");

        Api.as(tenant, "health:read")
                .get("/v1/accounts/{id}/outcome", "a")
                .then()
                .statusCode(200)
                .body("as_of", equalTo("2026-03-30"))
                .body("score", equalTo(25.0f))
                .body("coverage", equalTo(0.3333f))
                .body("parts.part", contains("goals", "spread", "innovation"))
                .body("parts.share", contains(null, 0.25f, null));
        Api.as(tenant, "health:read")
                .get("/v1/accounts/{id}/outcome", "b")
                .then()
                .statusCode(200)
                .body("score", nullValue())
                .body("coverage", equalTo(0.0f));
        Api.as(tenant, "health:read")
                .get("/v1/accounts/{id}/health", "a")
                .then()
                .statusCode(200)
                .body("score", equalTo(37.5f));
        Api.as(tenant, "health:read")
                .get("/v1/accounts/{id}/outcome", "nobody")
                .then()
                .statusCode(404);
    }

    @Test
    void departmentsAreRolledOutOneAfterTheOther() {
        Upstreams.of(tenant)
                .fact("a", """
                        "state": "active", "customer_since": "2025-01-01", "contacts": [
                          {"contact_id": "c", "department": "Legal", "status": "active"},
                          {"contact_id": "d", "department": "Sales", "status": "active"},
                          {"contact_id": "e", "department": "Gone", "status": "left"}]
                        """)
                .use(row("2026-02-02", "u1", "Sales"))
                .use(row("2026-03-23", "u1", "Sales"))
                .use(row("2026-03-23", "u2", "Finance"));

        Api.as(tenant, "health:read")
                .get("/v1/accounts/{id}/rollout", "a")
                .then()
                .statusCode(200)
                .body("departments_active", equalTo(2))
                .body("departments_known", equalTo(3))
                .body("spread", equalTo(0.6667f))
                .body("departments.department", contains("Finance", "Legal", "Sales"))
                .body("departments.state", contains("pilot", "planned", "pilot"))
                .body("departments.first_active_week", contains("2026-03-23", null, "2026-02-02"))
                .body("months.size()", equalTo(12))
                .body("months[10].departments_active", equalTo(1))
                .body("months[11].spread", equalTo(0.6667f));
        Api.as(tenant, "health:read")
                .get("/v1/accounts/{id}/rollout", "nobody")
                .then()
                .statusCode(404);
        Upstreams.of(tenant).usageDown(true);
        Api.as(tenant, "health:read")
                .get("/v1/accounts/{id}/rollout", "a")
                .then()
                .statusCode(503);
    }

    private void scorecard() {
        Api.as(tenant, "admin", "health:write")
                .contentType("application/json")
                .body(CARD)
                .put("/v1/scorecards/default")
                .then()
                .statusCode(200);
    }

    private static String row(String week, String user, String department) {
        return "{\"from\": \"%s\", \"to\": \"%s\", \"user_id\": \"%s\", \"department\": \"%s\", \"count\": 3, \"sum\": 0}"
                .formatted(week, week, user, department);
    }
}
