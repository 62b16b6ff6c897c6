package dev.keizoku.health.kpi;

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
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class KpiResourceTest {

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.set("2026-06-11T00:00:00Z");
        tenant = TestTenants.fresh();
    }

    @Test
    void supportIsTimeResolutionAndSatisfactionMonthByMonth() {
        tell("""
                {"kind": "ticket", "touchpoint_id": "1", "account_id": "a", "occurred_at": "2026-04-02T00:00:00Z",
                 "priority": "normal", "status": "resolved", "first_responded_at": "2026-04-02T02:00:00Z",
                 "resolved_at": "2026-04-03T00:00:00Z", "satisfaction": 5},
                {"kind": "ticket", "touchpoint_id": "2", "account_id": "b", "occurred_at": "2026-04-30T23:00:00Z",
                 "priority": "high", "status": "open", "first_responded_at": "2026-05-01T03:00:00Z"},
                {"kind": "survey_answer", "touchpoint_id": "3", "account_id": "b",
                 "occurred_at": "2026-04-10T00:00:00Z", "survey": "csat", "score": 2, "respondent": "u"},
                {"kind": "ticket", "touchpoint_id": "4", "account_id": "b", "occurred_at": "2026-05-05T00:00:00Z",
                 "priority": "low", "status": "open"}
                """);

        kpis("support-kpis", "2026-03-01", "2026-06-01")
                .body("data.month", contains("2026-03-01", "2026-04-01", "2026-05-01"))
                .body("data.tickets", contains(0, 2, 1))
                .body("data.first_response_hours", contains(null, 3.0f, null))
                .body("data.resolution_rate", contains(null, 0.5f, 0.0f))
                .body("data.resolution_hours", contains(null, 24.0f, null))
                .body("data.satisfaction_answers", contains(0, 2, 0))
                .body("data.satisfaction", contains(null, 3.5f, null));
    }

    @Test
    void successIsChurnLifetimeValueAdoptionAndRecommendation() {
        Upstreams.of(tenant)
                .metric("logo_churn_rate", """
                        {"from": "2026-01-01", "to": "2026-02-01", "value": 0.048, "complete": true},
                        {"from": "2026-02-01", "to": "2026-03-01", "value": null, "complete": true}
                        """)
                .metric("ltv", """
                        {"from": "2026-01-01", "to": "2026-02-01",
                         "value": {"amount": "1200", "currency": "JPY"}, "complete": true}
                        """)
                .fact("a", "\"state\": \"active\", \"customer_since\": \"2026-01-05\"")
                .fact("b", "\"state\": \"active\", \"customer_since\": \"2026-01-09\"");
        tell("""
                {"kind": "milestone", "touchpoint_id": "m", "account_id": "a", "occurred_at": "2026-02-01T00:00:00Z",
                 "name": "first_value", "reached_on": "2026-02-01"},
                {"kind": "survey_answer", "touchpoint_id": "n", "account_id": "a",
                 "occurred_at": "2026-02-10T00:00:00Z", "survey": "nps", "score": 10, "respondent": "u"},
                {"kind": "survey_answer", "touchpoint_id": "o", "account_id": "b",
                 "occurred_at": "2026-02-11T00:00:00Z", "survey": "nps", "score": 8, "respondent": "v"}
                """);
        Runs.score(tenant, "2026-06-10");

        kpis("success-kpis", "2026-01-01", "2026-03-01")
                .body("data.logo_churn_rate", contains(0.048f, null))
                .body("data[0].ltv.amount", equalTo("1200"))
                .body("data[1].ltv", nullValue())
                .body("data.onboarding_completion_rate", contains(0.5f, null))
                .body("data.nps", contains(null, 50.0f));

        Upstreams.of(tenant).ratesMissing(true);
        kpis("success-kpis", "2026-01-01", "2026-03-01")
                .body("data.ltv", contains(nullValue(), nullValue()))
                .body("data.nps", contains(null, 50.0f));

        Upstreams.of(tenant).metricsDown(true);
        Api.as(tenant, "health:read").get("/v1/success-kpis").then().statusCode(503);
    }

    @Test
    void refusesMonthsThatEndBeforeTheyBegin() {
        for (String family : new String[] {"support-kpis", "success-kpis"}) {
            Api.as(tenant, "health:read")
                    .queryParam("from", "2026-06-01")
                    .queryParam("to", "2026-03-01")
                    .get("/v1/" + family)
                    .then()
                    .statusCode(400);
        }
    }

    private void tell(String touchpoints) {
        Api.as(tenant, "health:write", "backfill")
                .contentType(ContentType.JSON)
                .queryParam("history", true)
                .body("{\"touchpoints\": [" + touchpoints + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200)
                .body("rejected", equalTo(0));
    }

    private ValidatableResponse kpis(String family, String from, String to) {
        return Api.as(tenant, "health:read")
                .queryParam("from", from)
                .queryParam("to", to)
                .get("/v1/" + family)
                .then()
                .statusCode(200);
    }
}
