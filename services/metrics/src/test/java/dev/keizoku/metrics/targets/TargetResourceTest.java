package dev.keizoku.metrics.targets;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.metrics.Ledgers;
import dev.keizoku.metrics.pull.FeedRows;
import dev.keizoku.metrics.pull.FeedStub;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Targets, guide values, comparisons and what-ifs over HTTP. */
@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class TargetResourceTest {

    private String tenant;

    @BeforeEach
    void aCompany() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        FeedRows feed = new FeedRows(tenant);
        for (int i = 0; i < 4; i++) {
            feed.start("a" + i, "s" + i, "basic", "2025-12-10", "100", "USD");
        }
        feed.end("a0", "s0", "basic", "2026-01-20", "100", "USD");
        feed.start("a1", "s1", "pro", "2026-02-10", "200", "USD");
        Ledgers.caughtUp(tenant);
    }

    private Response put(String path, String body) {
        return Api.as(tenant, "admin").contentType(ContentType.JSON).body(body).put(path);
    }

    private Response wrong(String path, String body) {
        return Api.unchecked(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(body)
                .put(path);
    }

    private Response get(String path) {
        return Api.as(tenant, "metrics:read").get(path);
    }

    @Test
    void whatWasMeantThenIsKept() {
        String goal = """
                {"direction": "at_least", "stages": [
                  {"from": "2026-01-01", "to": "2026-02-01", "amount": {"amount": "%s", "currency": "USD"}}]}
                """;
        put("/v1/targets/mrr", goal.formatted("300"));
        put("/v1/guide-values", "{\"business_model\": \"b2b\", \"data\": []}");
        MutableClock.set("2026-03-20T12:00:00Z");
        put("/v1/targets/mrr", goal.formatted("900"));
        put("/v1/guide-values", "{\"business_model\": \"b2c\", \"data\": []}");
        get("/v1/targets/mrr").then().body("stages.target.amount", contains("900.00"));
        get("/v1/targets/mrr?as_of=2026-03-16")
                .then()
                .statusCode(200)
                .body("data_through", equalTo("2026-03-16"))
                .body("stages.target.amount", contains("300.00"));
        BadInput.isProblem(get("/v1/targets/mrr?as_of=2026-03-14"), 404, "not_found");
        get("/v1/guide-values").then().body("business_model", equalTo("b2c"));
        get("/v1/guide-values?as_of=2026-03-16").then().body("business_model", equalTo("b2b"));
        get("/v1/guide-values?as_of=2026-03-14").then().body("usual", equalTo(true));
        get("/v1/reports/kpi?as_of=2026-03-16").then().statusCode(200).body("data_through", equalTo("2026-02-28"));
    }

    @Test
    void everyStageIsHeldAgainstItsOwnPeriod() {
        put("/v1/targets/mrr", """
                        {"direction": "at_least", "stages": [
                          {"from": "2026-01-01", "to": "2026-02-01", "amount": {"amount": "300", "currency": "USD"}},
                          {"from": "2026-02-01", "to": "2026-03-01", "amount": {"amount": "500", "currency": "USD"}},
                          {"from": "2026-03-01", "to": "2026-04-01", "amount": {"amount": "350", "currency": "USD"}},
                          {"from": "2026-04-01", "to": "2026-05-01", "amount": {"amount": "900", "currency": "USD"}}]}
                        """).then().statusCode(200);
        get("/v1/targets/mrr")
                .then()
                .statusCode(200)
                .body("definition", equalTo("mrr.committed"))
                .body("data_through", equalTo("2026-03-15"))
                .body("stages.status", contains("met", "missed", "on_track", "upcoming"))
                .body("stages[0].actual.amount", equalTo("300.00"))
                .body("stages[1].progress", equalTo(0.8f))
                .body("stages[3].actual", nullValue())
                .body("stages.complete", contains(true, true, false, false));
    }

    @Test
    void lessChurnIsTheBetterChurn() {
        put("/v1/targets/logo_churn_rate", """
                        {"direction": "at_most", "stages": [
                          {"from": "2025-11-01", "to": "2025-12-01", "value": 0.1},
                          {"from": "2026-01-01", "to": "2026-02-01", "value": 0.2},
                          {"from": "2026-02-01", "to": "2026-03-01", "value": 0.2}]}
                        """)
                .then()
                .statusCode(200)
                .body("stages.status", contains("unknown", "missed", "met"))
                .body("stages[1].actual", equalTo(0.25f))
                .body("stages[2].progress", equalTo(0));
        put("/v1/targets/logo_churn_rate", """
                        {"direction": "at_most", "stages": []}
                        """).then().statusCode(200).body("stages", hasSize(0));
    }

    @Test
    void whatIsNoTargetIsRefused() {
        Response bad = wrong("/v1/targets/mrr", """
                {"direction": "at_least", "stages": [
                  {"from": "2026-01-01", "to": "2026-01-01", "value": 1},
                  {"from": "2026-01-01", "to": "2026-02-01", "value": 1}]}
                """);
        BadInput.isProblem(bad, 400, "invalid_request");
        bad.then().body("errors.pointer", containsInAnyOrder("/stages/0/to", "/stages/1/amount"));
        BadInput.isProblem(wrong("/v1/targets/nrr", """
                        {"direction": "at_least", "stages": [
                          {"from": "2026-01-01", "to": "2026-03-01", "value": 1},
                          {"from": "2026-02-01", "to": "2026-04-01", "value": 1}]}
                        """), 400, "invalid_request");
        BadInput.isProblem(
                wrong("/v1/targets/nonsense", "{\"direction\": \"at_least\", \"stages\": []}"), 404, "not_found");
        BadInput.isProblem(get("/v1/targets/grr"), 404, "not_found");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read")
                        .contentType(ContentType.JSON)
                        .body("{}")
                        .put("/v1/targets/nrr"),
                403,
                "forbidden");
    }

    @Test
    void guideValuesAreTheTenantsToEdit() {
        get("/v1/guide-values")
                .then()
                .statusCode(200)
                .body("usual", equalTo(true))
                .body("data.id", hasItem("nrr"))
                .body("data.find { it.id == 'renewal_rate.year' }.references.name", hasItem("Salesforce"));
        put("/v1/guide-values", """
                        {"business_model": "b2c", "billing_term": "month", "industry": "retail", "data": [
                          {"id": "mine", "metric": "grr", "direction": "at_least", "ok": 0.8, "rate_period": "P12M", "industry": "retail",
                           "source": "Our board", "as_of": "2026-01-01", "references": []}]}
                        """).then().statusCode(200).body("usual", equalTo(false));
        get("/v1/guide-values")
                .then()
                .body("business_model", equalTo("b2c"))
                .body("industry", equalTo("retail"))
                .body("data[0].industry", equalTo("retail"))
                .body("data.id", contains("mine"))
                .body("data[0].ok", equalTo(0.8f));
        BadInput.isProblem(wrong("/v1/guide-values", """
                {"business_model": "b2x", "data": [{"id": "x"}]}"""), 400, "invalid_request");
        Api.as(TestTenants.fresh(), "metrics:read")
                .get("/v1/guide-values")
                .then()
                .body("usual", equalTo(true));
    }

    @Test
    void beforeAndAfterAreHeldSideBySide() {
        get("/v1/metrics/comparison?before=2026-02-01&after=2026-03-01")
                .then()
                .statusCode(200)
                .body("before.from", equalTo("2026-01-01"))
                .body("metrics.find { it.metric == 'mrr' }.before.amount", equalTo("300.00"))
                .body("metrics.find { it.metric == 'mrr' }.after.amount", equalTo("400.00"))
                .body("metrics.find { it.metric == 'mrr' }.change.amount", equalTo("100.00"))
                .body("metrics.find { it.metric == 'mrr' }.index", equalTo(133.333333f))
                .body("metrics.find { it.metric == 'logo_churn_rate' }.before", equalTo(0.25f))
                .body("metrics.find { it.metric == 'logo_churn_rate' }.index", equalTo(0f))
                .body("metrics.find { it.metric == 'cac' }.index", nullValue())
                .body("ltv_drivers", nullValue())
                .body("ltv_guide.ok", equalTo(115))
                .body("ltv_guide.rating", nullValue());
        for (String month : new String[] {"2026-01", "2026-02"}) {
            put("/v1/costs/" + month, "{\"gross_margin\": 0.5}").then().statusCode(200);
        }
        // ARPA 100 at a mean churn of 1/4, then 133.33 at 1/8: 200 to 533.33.
        get("/v1/metrics/comparison?before=2026-02-01&after=2026-03-01")
                .then()
                .body("ltv_drivers.change.amount", equalTo("333.33"))
                .body("ltv_drivers.gross_margin.amount", equalTo("0.00"))
                .body("ltv_drivers.arpa.amount", equalTo("100.00"))
                .body("ltv_drivers.lifetime.amount", equalTo("233.33"))
                .body("ltv_guide.index", equalTo(266.665f))
                .body("ltv_guide.rating", equalTo("ok"));
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/metrics/comparison?before=2026-02-01"),
                400,
                "invalid_request");
    }

    @Test
    void aPointOfChurnHasAPrice() {
        get("/v1/metrics/what-if?churn=0.01")
                .then()
                .statusCode(200)
                .body("rate_basis", equalTo("month"))
                .body("churn_source", equalTo("given"))
                .body("lost_months", equalTo(10.161993f))
                .body("mrr.amount", equalTo("400.00"))
                .body("lost_revenue.amount", equalTo("4064.80"));
        get("/v1/metrics/what-if?points=-5&months=12")
                .then()
                .body("churn_source", equalTo("mean_of_six_months"))
                .body("churn", equalTo(0.125f))
                .body("other_churn", equalTo(0.075f));
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/metrics/what-if?churn=high&rate_basis=week"),
                400,
                "invalid_request");
        Api.as(TestTenants.fresh(), "metrics:read")
                .get("/v1/metrics/what-if")
                .then()
                .body("churn", nullValue())
                .body("lost_revenue", nullValue());
    }
}
