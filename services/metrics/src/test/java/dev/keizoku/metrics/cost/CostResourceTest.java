package dev.keizoku.metrics.cost;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
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
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class CostResourceTest {

    private static final String FEBRUARY = "from=2026-02-01&to=2026-03-01";

    private String tenant;
    private FeedRows feed;

    /** Ten customers of 100 in January; in February one of them leaves and two of 50 join. */
    @BeforeEach
    void aCompany() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
        for (int i = 0; i < 10; i++) {
            feed.start("a" + i, "s" + i, "basic", "2026-01-10", "100", "USD");
        }
        feed.end("a0", "s0", "basic", "2026-02-20", "100", "USD");
        feed.start("n1", "t1", "basic", "2026-02-05", "50", "USD");
        feed.start("n2", "t2", "basic", "2026-02-06", "50", "USD");
        Ledgers.caughtUp(tenant);
    }

    private Response put(String month, String body) {
        return Api.as(tenant, "admin").contentType(ContentType.JSON).body(body).put("/v1/costs/" + month);
    }

    private ValidatableResponse ask(String path) {
        return Api.as(tenant, "metrics:read").get("/v1/metrics/" + path).then().statusCode(200);
    }

    private void february(String metric, Object value) {
        ask(metric + (metric.contains("?") ? "&" : "?") + FEBRUARY)
                .body("series[0].points[0].value", value == null ? nullValue() : equalTo(value));
    }

    @Test
    void costsAreKeptByMonth() {
        put("2026-02", """
                {"sales_and_marketing": {"amount": "300", "currency": "USD"}, "gross_margin": 0.8}""")
                .then()
                .statusCode(200)
                .body("month", equalTo("2026-02"))
                .body("sales_and_marketing.amount", equalTo("300.00"))
                .body("ebitda_margin", nullValue());
        Api.as(tenant, "metrics:read")
                .get("/v1/costs/2026-02")
                .then()
                .statusCode(200)
                .body("gross_margin", equalTo(0.8f));
        BadInput.isProblem(Api.as(tenant, "metrics:read").get("/v1/costs/2026-01"), 404, "not_found");
        BadInput.isProblem(Api.as(TestTenants.fresh(), "metrics:read").get("/v1/costs/2026-02"), 404, "not_found");
    }

    @Test
    void aCostIsNotKnownBeforeItIsTold() {
        put("2026-02", """
                {"sales_and_marketing": {"amount": "300", "currency": "USD"}}""");
        MutableClock.set("2026-03-20T12:00:00Z");
        put("2026-02", """
                {"sales_and_marketing": {"amount": "500", "currency": "USD"}}""");
        february("cac?as_of=2026-03-14", null);
        ask("cac?as_of=2026-03-16&" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("150.00"));
        ask("cac?" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("250.00"));
        Api.as(tenant, "metrics:read")
                .get("/v1/costs/2026-02?as_of=2026-03-16")
                .then()
                .statusCode(200)
                .body("sales_and_marketing.amount", equalTo("300.00"));
        BadInput.isProblem(Api.as(tenant, "metrics:read").get("/v1/costs/2026-02?as_of=2026-03-14"), 404, "not_found");
        MutableClock.set("2026-03-15T12:00:00Z");
    }

    @Test
    void costsOfAnotherCurrencyAreToldInTheReportingOne() {
        feed.rate("2026-01-01", "USD", "EUR", "0.5");
        Ledgers.caughtUp(tenant);
        put("2026-02", """
                {"sales_and_marketing": {"amount": "300", "currency": "EUR"}, "gross_margin": 0.8}""");
        ask("cac?" + FEBRUARY)
                .body("currency", equalTo("USD"))
                .body("series[0].points[0].value.amount", equalTo("300.00"));
        february("cac_payback_months", 7.5f);
    }

    @Test
    void whatNeedsCostsIsNullWithoutThem() {
        for (String metric :
                new String[] {"cac", "cac_payback_months", "ltv", "ltv_survival", "ltv_cac", "rule_of_40"}) {
            february(metric, null);
        }
        ask("ltv_simple?" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("909.09"));
    }

    @Test
    void acquisitionIsPaidBackByTheMarginOfNewCustomers() {
        put("2026-02", """
                {"sales_and_marketing": {"amount": "300", "currency": "USD"}, "gross_margin": 0.8}""");
        // 300 / 2 customers; 300 / (100 x 0.8) months; ARPA 1,000 / 11 x 0.8 / churn 1 / 10.
        ask("cac?" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("150.00"));
        february("cac_payback_months", 3.75f);
        ask("ltv?" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("727.27"));
        february("ltv_cac", 4.848484848485f);
        // (1 - 0.9^12) / 0.1 months of 72.7272...
        ask("ltv?horizon=12&" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("521.87"));
        ask("ltv?group_by=plan&" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("727.27"));
    }

    @Test
    void aQuarterNeedsTheCostsOfAllItsMonths() {
        put("2026-01", """
                {"sales_and_marketing": {"amount": "900", "currency": "USD"}, "gross_margin": 0.7}""");
        put("2026-02", """
                {"sales_and_marketing": {"amount": "300", "currency": "USD"}, "gross_margin": 0.8}""");
        ask("cac?interval=quarter&from=2026-01-01&to=2026-04-01").body("series[0].points[0].value", nullValue());
        put("2026-03", """
                {"sales_and_marketing": {"amount": "0", "currency": "USD"}, "gross_margin": 0.9}""");
        ask("cac?interval=quarter&from=2026-01-01&to=2026-04-01")
                .body("series[0].points[0].value.amount", equalTo("100.00"))
                .body("series[0].points[0].complete", equalTo(false));
        ask("cac?interval=day&from=2026-02-05&to=2026-02-06").body("series[0].points[0].value", nullValue());
    }

    @Test
    void lifetimeValueTakesTheChurnOfWholeMonths() {
        put("2026-01", """
                {"sales_and_marketing": {"amount": "300", "currency": "USD"}, "gross_margin": 0.8}""");
        feed.start("late", "l1", "basic", "2026-01-02", "100", "USD");
        Ledgers.caughtUp(tenant);
        String january = "from=2026-01-01&to=2026-02-01";
        ask("ltv?" + january).body("series[0].points[0].value", nullValue());
        put("2026-03", """
                {"gross_margin": 0.5}""");
        // March is not over: February's one in eleven counts. 1,100 / 12 x 0.5 x 11.
        ask("ltv?from=2026-03-01&to=2026-04-01").body("series[0].points[0].value.amount", equalTo("504.17"));
    }

    @Test
    void theRuleOf40AddsGrowthAndMargin() {
        MutableClock.set("2027-03-15T12:00:00Z");
        feed.start("n3", "t3", "basic", "2026-12-06", "500", "USD");
        Ledgers.caughtUp(tenant);
        put("2027-02", """
                {"ebitda_margin": -0.1}""");
        // 1,000 in February 2026, 1,500 a year later.
        ask("rule_of_40?from=2027-02-01&to=2027-03-01").body("series[0].points[0].value", equalTo(0.4f));
        put("2027-02", """
                {"operating_cost": {"amount": "1200", "currency": "USD"}}""");
        ask("rule_of_40?from=2027-02-01&to=2027-03-01").body("series[0].points[0].value", equalTo(0.7f));
    }

    @Test
    void costsHaveNoSegmentsAndOneCurrency() {
        put("2026-02", """
                {"sales_and_marketing": {"amount": "300", "currency": "EUR"}, "gross_margin": 0.8}""");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/metrics/cac?group_by=plan&" + FEBRUARY),
                400,
                "invalid_request");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/metrics/cac?" + FEBRUARY), 422, "rate_missing");
    }

    @Test
    void whatIsNoCostIsRefusedAllAtOnce() {
        Response bad = Api.unchecked(tenant, "admin")
                .contentType(ContentType.JSON)
                .body("""
                        {"gross_margin": 1.2, "profit": 1}""")
                .put("/v1/costs/2026-02");
        BadInput.isProblem(bad, 400, "invalid_request");
        bad.then().body("errors.pointer", containsInAnyOrder("/gross_margin", "/profit"));
        Response both = put("2026-02", """
                {"ebitda_margin": 0.1, "operating_cost": {"amount": "-1", "currency": "USD"}}""");
        BadInput.isProblem(both, 400, "invalid_request");
        both.then().body("errors.code", contains("invalid_value", "conflict"));
        BadInput.isProblem(
                Api.unchecked(tenant, "admin")
                        .contentType(ContentType.JSON)
                        .body("{}")
                        .put("/v1/costs/2026-13"),
                400,
                "invalid_request");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read")
                        .contentType(ContentType.JSON)
                        .body("{}")
                        .put("/v1/costs/2026-02"),
                403,
                "forbidden");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/metrics/mrr?horizon=5"), 400, "invalid_request");
    }
}
