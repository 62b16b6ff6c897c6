package dev.keizoku.metrics.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class KpiResourceTest {

    private static final String YEAR = "/v1/reports/kpi?from=2025-03-01&to=2026-03-01";

    private String tenant;

    @BeforeEach
    void aCompanyThatGrows() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        FeedRows feed = new FeedRows(tenant);
        feed.start("acme", "a1", "basic", "2025-01-10", "100", "USD");
        feed.start("beta", "b1", "basic", "2025-01-10", "100", "USD");
        feed.start("acme", "a1", "pro", "2025-10-10", "300", "USD");
        feed.end("beta", "b1", "basic", "2026-02-10", "100", "USD");
        feed.start("gamma", "g1", "basic", "2025-05-10", "100", "USD");
        Ledgers.caughtUp(tenant);
    }

    private Response get(String path, String accept, String language) {
        return Api.as(tenant, "metrics:read")
                .header("Accept", accept)
                .header("Accept-Language", language)
                .get(path);
    }

    @Test
    void thePackHoldsFiguresRatingsAndTargets() {
        Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body("""
                        {"direction": "at_least", "stages": [
                          {"from": "2026-02-01", "to": "2026-03-01", "amount": {"amount": "500", "currency": "USD"}}]}
                        """)
                .put("/v1/targets/mrr")
                .then()
                .statusCode(200);
        get(YEAR, "application/json", "en")
                .then()
                .statusCode(200)
                .contentType(startsWith("application/json"))
                .body("negative_churn", equalTo(true))
                .body("complete", equalTo(true))
                .body("metrics.find { it.metric == 'mrr' }.value.amount", equalTo("400.00"))
                .body("metrics.find { it.metric == 'mrr' }.year_before.amount", equalTo("200.00"))
                .body("metrics.find { it.metric == 'mrr' }.target.status", equalTo("missed"))
                .body("metrics.find { it.metric == 'mrr' }.target.progress", equalTo(0.8f))
                .body("metrics.find { it.metric == 'nrr' }.value", equalTo(1.5f))
                .body("metrics.find { it.metric == 'nrr' }.rating", equalTo("excellent"))
                .body("metrics.find { it.metric == 'nrr' }.guide.id", equalTo("nrr"))
                .body("metrics.find { it.metric == 'grr' }.rating", nullValue())
                .body("metrics.find { it.metric == 'logo_churn_rate' }.from", equalTo("2026-02-01"))
                .body("metrics.find { it.metric == 'cac' }.value", nullValue())
                .body("series.metric", contains("mrr", "net_new_mrr", "customers", "logo_churn_rate"))
                .body("series[0].points", hasSize(12))
                .body("cohorts.rows", hasSize(5))
                .body("cohorts.rows[0].customers", equalTo(2));
    }

    @Test
    void aSpreadsheetGetsRows() {
        String csv = get(YEAR, "text/csv", "en")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asString();
        List<String> lines = csv.lines().toList();
        assertThat(lines.getFirst()).startsWith("section,metric,title,definition,from,to,offset,value,currency");
        assertThat(lines).anyMatch(line -> line.startsWith("metric,mrr,") && line.contains(",400.00,USD,true"));
        assertThat(lines).filteredOn(line -> line.startsWith("month,mrr,")).hasSize(12);
        assertThat(lines).anyMatch(line -> line.startsWith("cohort,cohort_retention,"));
    }

    @Test
    void aPageIsPrintedInTheReadersLanguage() {
        get(YEAR, "text/html", "en")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/html"))
                .body(containsString("Net revenue retention"))
                .body(containsString("@media print"))
                .body(containsString("<polyline points="))
                .body(containsString("150.0 %"))
                .body(containsString("400.00 USD"));
        String japanese =
                get(YEAR, "text/html", "ja-JP,ja;q=0.9").then().extract().asString();
        assertThat(japanese).contains("lang=\"ja\"", "主要指標", "売上維持率", "優秀");
        get(YEAR, "application/json", "fr").then().body("language", equalTo("en"));
        get(YEAR, "application/json", "ja").then().body("metrics[0].title", equalTo("月次経常収益(MRR)"));
    }

    @Test
    void namesAreTextAndNothingElse() {
        String odd = "<script>alert(1)</script>";
        String other = "tenant-" + System.nanoTime();
        Api.as(other, "operator")
                .contentType(ContentType.JSON)
                .body("""
                        {"tenant": "%s", "version": 1, "name": "%s", "zone": "UTC", "currency": "JPY",
                         "language": "ja", "fiscal_year_start_month": 1}
                        """.formatted(other, odd))
                .put("/v1/tenants/{tenant}", other)
                .then()
                .statusCode(204);
        Api.as(other, "metrics:read")
                .header("Accept", "text/html")
                .get("/v1/reports/kpi")
                .then()
                .statusCode(200)
                .body(not(containsString(odd)))
                .body(containsString("&lt;script&gt;"))
                .body(containsString("lang=\"ja\""));
    }

    @Test
    void whatIsNotOfferedIsRefused() {
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read")
                        .header("Accept", "image/png")
                        .get("/v1/reports/kpi"),
                406,
                "not_acceptable");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/reports/kpi?from=2026-02-01&to=2026-01-01"),
                400,
                "invalid_request");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/reports/kpi?from=2000-01-01&to=2026-01-01"),
                422,
                "unprocessable");
        BadInput.isProblem(Api.unchecked(tenant, "usage:read").get("/v1/reports/kpi"), 403, "forbidden");
        BadInput.isProblem(Api.anonymous().get("/v1/reports/kpi"), 401, "unauthenticated");
    }
}
