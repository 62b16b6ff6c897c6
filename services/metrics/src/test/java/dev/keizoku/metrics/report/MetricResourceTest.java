package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
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
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class MetricResourceTest {

    private String tenant;
    private FeedRows feed;

    @BeforeEach
    void aTenantOfItsOwn() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
    }

    /** Two customers in January, one of whom grows and one of whom leaves. */
    private void aSmallCompany() {
        feed.account("acme", Map.of("country", "JP"));
        feed.account("beta", Map.of("country", "US"));
        feed.start("acme", "a1", "basic", "2026-01-10", "100", "USD");
        feed.start("beta", "b1", "basic", "2026-01-20", "50", "USD");
        feed.start("acme", "a1", "pro", "2026-02-10", "180", "USD");
        feed.end("beta", "b1", "basic", "2026-02-15", "50", "USD");
        Ledgers.caughtUp(tenant);
    }

    private RequestSpecification reader() {
        return Api.as(tenant, "metrics:read");
    }

    private Response ask(String query) {
        return reader().get("/v1/metrics/" + query);
    }

    /** The contract check cannot see parameters whose names the caller makes up. */
    private Response filtered(String query) {
        return Api.unchecked(tenant, "metrics:read").get("/v1/metrics/" + query);
    }

    @Test
    void mrrByMonthEndsWithToday() {
        aSmallCompany();
        ask("mrr?from=2026-01-01&to=2026-05-01")
                .then()
                .statusCode(200)
                .header("Keizoku-Feed-Position", "6")
                .body("definition", equalTo("mrr.committed"))
                .body("currency", equalTo("USD"))
                .body("data_through", equalTo("2026-03-15"))
                .body("series[0].points.value.amount[0]", equalTo("150.00"))
                .body("series[0].points[1].value.amount", equalTo("180.00"))
                .body("series[0].points[2].value.amount", equalTo("180.00"))
                .body("series[0].points[3].value", nullValue())
                .body("series[0].points.complete", contains(true, true, false, false))
                .body("series[0].points[3].from", equalTo("2026-04-01"));
    }

    @Test
    void everyMetricOfTheCatalogueAnswers() {
        aSmallCompany();
        List<String> metrics =
                reader().get("/v1/metrics").then().statusCode(200).extract().path("data.metric");
        assertThat(metrics).contains("mrr", "nrr", "grr", "quick_ratio").hasSizeGreaterThan(20);
        for (String metric : metrics) {
            boolean ofLedger = Metric.of(metric).isPresent();
            for (String basis : ofLedger ? List.of("ledger", "endpoints") : List.of("ledger")) {
                String groups = ofLedger ? "&group_by=plan,attribute.country" : "";
                ask(metric + "?from=2025-10-01&to=2026-06-01&basis=" + basis + groups)
                        .then()
                        .statusCode(200)
                        .body("metric", equalTo(metric));
            }
        }
    }

    @Test
    void retentionComparesTwoBalancesOfOneCohort() {
        aSmallCompany();
        ask("nrr?from=2026-02-01&to=2026-03-01").then().body("series[0].points[0].value", equalTo(1.2f));
        ask("grr?from=2026-02-01&to=2026-03-01").then().body("series[0].points[0].value", equalTo(0.666666666667f));
        ask("net_mrr_churn_rate?from=2026-02-01&to=2026-03-01")
                .then()
                .body("series[0].points[0].value", equalTo(-0.2f))
                .body("series[0].points[0].negative_churn", equalTo(true));
        ask("net_mrr_churn_rate?from=2026-01-01&to=2026-02-01")
                .then()
                .body("series[0].points[0].value", nullValue())
                .body("series[0].points[0].negative_churn", nullValue());
    }

    @Test
    void groupsAndFiltersNameTheSameDimensions() {
        aSmallCompany();
        ask("mrr?from=2026-01-01&to=2026-02-01&group_by=attribute.country,plan")
                .then()
                .body("series.group.'attribute.country'", contains("JP", "US"))
                .body("series.group.plan", contains("basic", "basic"))
                .body("series.points.value.amount.flatten()", contains("100.00", "50.00"));
        filtered("mrr?from=2026-01-01&to=2026-02-01&attribute.country=JP&attribute.country=FR&plan=basic")
                .then()
                .body("series[0].points[0].value.amount", equalTo("100.00"));
        ask("churned_mrr?from=2026-02-01&to=2026-03-01&group_by=plan")
                .then()
                .body("series.find { it.group.plan == 'basic' }.points[0].value.amount", equalTo("150.00"));
        ask("churned_mrr?from=2026-02-01&to=2026-03-01")
                .then()
                .body("series[0].points[0].value.amount", equalTo("50.00"));
    }

    @Test
    void customersWithoutAnAttributeAreAGroupOfTheirOwn() {
        aSmallCompany();
        feed.start("noname", "n1", "basic", "2026-01-05", "10", "USD");
        Ledgers.caughtUp(tenant);
        ask("mrr?from=2026-01-01&to=2026-02-01&group_by=attribute.country")
                .then()
                .body("series.group.'attribute.country'", contains("JP", "US", null));
    }

    @Test
    void theWaterfallAddsUp() {
        aSmallCompany();
        ask("movements?from=2026-01-01&to=2026-03-01")
                .then()
                .statusCode(200)
                .body("series[0].points[0].new.amount", equalTo("150.00"))
                .body("series[0].points[1].opening.amount", equalTo("150.00"))
                .body("series[0].points[1].expansion.amount", equalTo("80.00"))
                .body("series[0].points[1].churn.amount", equalTo("50.00"))
                .body("series[0].points[1].fx.amount", equalTo("0.00"))
                .body("series[0].points[1].closing.amount", equalTo("180.00"));
    }

    @Test
    void anAccountShowsItsBalanceAndHowItCameToIt() {
        aSmallCompany();
        reader().get("/v1/accounts/acme/mrr")
                .then()
                .statusCode(200)
                .body("mrr[0].amount", equalTo("180.00"))
                .body("arr[0].amount", equalTo("2160.00"))
                .body("customer_since", equalTo("2026-01-10"))
                .body("movements.type", contains("expansion", "new"))
                .body("movements.reason", contains("plan_upgrade", "start"));
        reader().get("/v1/accounts/beta/mrr").then().body("mrr", hasSize(0)).body("movements", hasSize(2));
        BadInput.isProblem(reader().get("/v1/accounts/nobody/mrr"), 404, "not_found");
    }

    @Test
    void yenOfAYearStayWhole() {
        FeedStub.add(tenant, feed.change("acme", "a1", "basic", "2026-01-10", "100000", "JPY", "active", "year"));
        Ledgers.caughtUp(tenant);
        String january = "?currency=JPY&from=2026-01-01&to=2026-02-01";
        ask("mrr" + january).then().body("series[0].points[0].value.amount", equalTo("8333"));
        ask("arr" + january).then().body("series[0].points[0].value.amount", equalTo("100000"));
    }

    @Test
    void currenciesAreNotAddedWithoutRates() {
        feed.start("acme", "a1", "basic", "2026-01-10", "100", "USD");
        feed.start("beta", "b1", "basic", "2026-01-10", "1000", "JPY");
        Ledgers.caughtUp(tenant);
        Response mixed = ask("mrr?from=2026-01-01&to=2026-02-01");
        BadInput.isProblem(mixed, 422, "rate_missing");
        mixed.then().body("detail", containsString("JPY, USD"));
        ask("customers?from=2026-01-01&to=2026-02-01").then().body("series[0].points[0].value", equalTo(2));
        ask("mrr?from=2026-01-01&to=2026-02-01&group_by=currency")
                .then()
                .body("series.group.currency", contains("JPY", "USD"))
                .body("series.points.value.amount.flatten()", contains("1000", "100.00"));
        ask("mrr?from=2026-01-01&to=2026-02-01&currency=USD")
                .then()
                .body("series[0].points[0].value.amount", equalTo("100.00"));
    }

    @Test
    void aTenantWithoutFactsHasFiguresOfNothing() {
        ask("mrr").then().statusCode(200).body("series[0].points", hasSize(12));
        ask("mrr").then().body("series[0].points[11].value.amount", equalTo("0.00"));
        ask("nrr").then().body("series[0].points[11].value", nullValue());
        ask("mrr?group_by=plan").then().statusCode(200).body("series", hasSize(0));
        ask("movements").then().statusCode(200).body("series[0].points", hasSize(12));
    }

    @Test
    void badParametersAreNamedTogether() {
        Response bad = Api.unchecked(tenant, "metrics:read")
                .get("/v1/metrics/mrr?from=2026-13-01&interval=fortnight&group_by=colour&basis=x&surprise=1");
        BadInput.isProblem(bad, 400, "invalid_request");
        bad.then().body("errors.pointer", containsInAnyOrder("?from", "?interval", "?group_by", "?basis", "?surprise"));
        for (String query : List.of(
                "mrr?from=2026-02-01&to=2026-01-01",
                "mrr?period=P12M",
                "nrr?period=P2M",
                "nrr?period=P12M&interval=day",
                "mrr?include_reactivation=true",
                "mrr?group_by=plan,plan",
                "mrr?group_by=plan,currency,attribute.a,attribute.b",
                "mrr?from=9999999-01-01",
                "movements?period=P1M")) {
            Response answer = Api.unchecked(tenant, "metrics:read").get("/v1/metrics/" + query);
            assertThat(answer.statusCode()).as(query).isIn(400, 422);
            assertThat(answer.contentType()).as(query).startsWith("application/problem+json");
        }
        BadInput.isProblem(ask("nonsense"), 404, "not_found");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/metrics/mrr?interval=day&from=1990-01-01&to=2026-01-01"),
                422,
                "unprocessable");
    }

    @Test
    void onlyWhoMayReadMetricsReadsThem() {
        for (String path : List.of(
                "/v1/metrics", "/v1/metrics/mrr", "/v1/metrics/movements", "/v1/accounts/a/mrr", "/v1/ledger")) {
            BadInput.isProblem(Api.anonymous().get(path), 401, "unauthenticated");
            BadInput.isProblem(Api.unchecked(tenant, "usage:read").get(path), 403, "forbidden");
        }
        BadInput.isProblem(Api.anonymous().post("/v1/ledger/rebuild"), 401, "unauthenticated");
        BadInput.isProblem(Api.unchecked(tenant, "metrics:read").post("/v1/ledger/rebuild"), 403, "forbidden");
    }

    @Test
    void anotherTenantSeesNothingOfIt() {
        aSmallCompany();
        String other = TestTenants.fresh();
        Api.as(other, "metrics:read")
                .get("/v1/metrics/mrr")
                .then()
                .body("series[0].points.value.amount", hasItem("0.00"));
        BadInput.isProblem(Api.as(other, "metrics:read").get("/v1/accounts/acme/mrr"), 404, "not_found");
    }

    @Test
    void aTrailingYearLooksTwelveMonthsBack() {
        feed.start("acme", "a1", "basic", "2025-01-10", "100", "USD");
        feed.start("acme", "a1", "basic", "2025-06-10", "150", "USD");
        feed.start("beta", "b1", "basic", "2025-08-10", "70", "USD");
        Ledgers.caughtUp(tenant);
        ask("nrr?period=P12M&from=2025-12-01&to=2026-03-01")
                .then()
                .body("series[0].points[0].value", nullValue())
                .body("series[0].points[1].value", equalTo(1.5f))
                .body("series[0].points[2].value", equalTo(1.5f));
    }
}
