package dev.keizoku.metrics.cohort;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class CohortResourceTest {

    private String tenant;
    private FeedRows feed;

    @BeforeEach
    void threeCustomers() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
        feed.account("acme", Map.of("country", "JP"));
        feed.account("beta", Map.of("country", "US"));
        feed.start("acme", "a1", "basic", "2026-01-10", "100", "USD");
        feed.start("beta", "b1", "pro", "2026-01-20", "50", "USD");
        feed.start("acme", "a1", "pro", "2026-02-10", "180", "USD");
        feed.end("beta", "b1", "pro", "2026-02-15", "50", "USD");
        Ledgers.caughtUp(tenant);
    }

    private Response ask(String path) {
        return Api.as(tenant, "metrics:read").get(path);
    }

    private Response wrong(String path) {
        return Api.unchecked(tenant, "metrics:read").get(path);
    }

    @Test
    void cohortsByLogoAndRevenue() {
        ask("/v1/metrics/cohorts?from=2026-01-01&to=2026-04-01")
                .then()
                .statusCode(200)
                .header("Keizoku-Feed-Position", "6")
                .body("definition", equalTo("cohort_retention.logo"))
                .body("series[0].currency", nullValue())
                .body("series[0].cohorts[0].customers", equalTo(2))
                .body("series[0].cohorts[0].cells.remaining", contains(2, 1, null))
                .body("series[0].cohorts[0].cells.rate[1]", equalTo(0.5f))
                .body("series[0].cohorts[2].complete", equalTo(false))
                .body("series[0].total[1].rate", equalTo(0.5f));
        ask("/v1/metrics/cohorts?by=revenue&from=2026-01-01&to=2026-04-01")
                .then()
                .statusCode(200)
                .body("series[0].currency", equalTo("USD"))
                .body("series[0].cohorts[0].mrr.amount", equalTo("150.00"))
                .body("series[0].cohorts[0].cells[1].remaining.amount", equalTo("180.00"))
                .body("series[0].cohorts[0].cells[1].rate", equalTo(1.2f))
                .body("series[0].cohorts[1].cells[0].rate", nullValue());
    }

    @Test
    void customersStayInTheGroupTheyBeganIn() {
        ask("/v1/metrics/cohorts?from=2026-01-01&to=2026-04-01&group_by=plan")
                .then()
                .statusCode(200)
                .body("series.group.plan", contains("basic", "pro"))
                .body("series[0].cohorts[0].cells.remaining", contains(1, 1, null))
                .body("series[1].cohorts[0].cells.remaining", contains(1, 0, null));
        ask("/v1/metrics/survival?group_by=attribute.country")
                .then()
                .statusCode(200)
                .body("series.group.'attribute.country'", contains("JP", "US"))
                .body("series.customers", contains(1, 1))
                .body("series.events", contains(0, 1))
                .body("series[1].median.time", equalTo(26))
                .body("log_rank.degrees_of_freedom", equalTo(1));
    }

    @Test
    void theSurvivalCurveCountsDays() {
        ask("/v1/metrics/survival")
                .then()
                .statusCode(200)
                .body("confidence_interval", equalTo("log"))
                .body("data_through", equalTo("2026-03-15"))
                .body("series[0].points.time", contains(26, 64))
                .body("series[0].points[0].at_risk", equalTo(2))
                .body("series[0].points[0].survival", equalTo(0.5f))
                .body("log_rank", nullValue());
        ask("/v1/metrics/survival?event=last&to=2026-02-01")
                .then()
                .body("series[0].events", equalTo(0))
                .body("series[0].points.time", contains(11, 21));
    }

    @Test
    void revenueOfSeveralCurrenciesIsNotAdded() {
        feed.start("gamma", "g1", "basic", "2026-01-05", "1000", "JPY");
        Ledgers.caughtUp(tenant);
        BadInput.isProblem(ask("/v1/metrics/cohorts?by=revenue"), 422, "rate_missing");
        ask("/v1/metrics/cohorts?by=revenue&group_by=currency&from=2026-01-01&to=2026-02-01")
                .then()
                .statusCode(200)
                .body("series.currency", contains("JPY", "USD"))
                .body("series[0].cohorts[0].mrr.amount", equalTo("1000"));
    }

    @Test
    void revenueOfSeveralCurrenciesIsValuedAtOneRate() {
        feed.start("gamma", "g1", "basic", "2026-01-05", "1000", "JPY");
        feed.rate("2026-01-01", "USD", "JPY", "100");
        feed.rate("2026-02-20", "USD", "JPY", "200");
        Ledgers.caughtUp(tenant);
        // JPY 1,000 are 5.00 in both months: rates do not pass for retention.
        ask("/v1/metrics/cohorts?by=revenue&from=2026-01-01&to=2026-03-01")
                .then()
                .statusCode(200)
                .body("series[0].currency", equalTo("USD"))
                .body("series[0].cohorts[0].mrr.amount", equalTo("155.00"))
                .body("series[0].cohorts[0].cells[1].remaining.amount", equalTo("185.00"));
        ask("/v1/metrics/mrr/contributions?from=2026-01-01&to=2026-02-01")
                .then()
                .statusCode(200)
                .body("value.amount", equalTo("160.00"))
                .body("data.amount.amount", contains("100.00", "50.00", "10.00"));
        ask("/v1/metrics/nrr/contributions?from=2026-02-01&to=2026-03-01")
                .then()
                .body("numerator", equalTo("2220"))
                .body("denominator", equalTo("1860"));
    }

    @Test
    void whatWasKnownThenIsToldThen() {
        ask("/v1/metrics/cohorts?from=2026-01-01&to=2026-04-01&as_of=2026-03-10")
                .then()
                .statusCode(200)
                .body("series[0].cohorts[0].customers", equalTo(2));
        ask("/v1/metrics/survival?as_of=2026-03-10").then().body("data_through", equalTo("2026-03-10"));
        ask("/v1/metrics/nrr/contributions?from=2026-02-01&to=2026-03-01&as_of=2026-03-10")
                .then()
                .body("value", equalTo(1.2f))
                .body("data[0].movements", hasSize(1));
    }

    // Edge case 38.
    @Test
    void whatIsHandedOverStaysInTheCohortItBeganIn() {
        feed.start("giver", "s1", "basic", "2025-10-10", "100", "USD");
        feed.start("other", "s2", "basic", "2025-10-12", "40", "USD");
        FeedStub.add(
                tenant,
                feed.change("taker", "s1", "basic", "2025-11-10", "100", "USD", "active", "month")
                        .put("kind", "transfer"));
        FeedStub.add(
                tenant,
                feed.change("acme", "s2", "basic", "2026-02-20", "40", "USD", "active", "month")
                        .put("kind", "transfer"));
        feed.end("taker", "s1", "basic", "2026-03-05", "100", "USD");
        Ledgers.caughtUp(tenant);
        ask("/v1/metrics/cohorts?from=2025-10-01&to=2026-03-01")
                .then()
                .statusCode(200)
                .body("series[0].cohorts[0].customers", equalTo(2))
                .body("series[0].cohorts[0].cells.rate", everyItem(equalTo(1)))
                .body("series[0].cohorts[1].customers", equalTo(0));
        ask("/v1/metrics/cohorts?by=revenue&from=2025-10-01&to=2026-02-01")
                .then()
                .body("series[0].cohorts[0].mrr.amount", equalTo("140.00"))
                .body("series[0].cohorts[0].cells[3].rate", equalTo(1));
        for (String rate : List.of("nrr", "grr", "customer_retention_rate")) {
            ask("/v1/metrics/" + rate + "?from=2025-11-01&to=2025-12-01")
                    .then()
                    .body("series[0].points[0].value", equalTo(1));
        }
        for (String rate : List.of("logo_churn_rate", "gross_mrr_churn_rate", "net_mrr_churn_rate")) {
            ask("/v1/metrics/" + rate + "?from=2025-11-01&to=2025-12-01")
                    .then()
                    .body("series[0].points[0].value", equalTo(0));
        }
    }

    // Edge case 38.
    @Test
    void whatTheNewOwnerEndsIsLostAllTheSame() {
        feed.start("giver", "s1", "basic", "2025-10-10", "100", "USD");
        feed.start("other", "s2", "basic", "2025-10-12", "60", "USD");
        FeedStub.add(
                tenant,
                feed.change("taker", "s1", "basic", "2025-11-05", "100", "USD", "active", "month")
                        .put("kind", "transfer"));
        feed.end("taker", "s1", "basic", "2025-11-20", "100", "USD");
        Ledgers.caughtUp(tenant);
        String november = "?from=2025-11-01&to=2025-12-01";
        ask("/v1/metrics/nrr" + november).then().body("series[0].points[0].value", equalTo(0.375f));
        ask("/v1/metrics/grr" + november).then().body("series[0].points[0].value", equalTo(0.375f));
        ask("/v1/metrics/gross_mrr_churn_rate" + november).then().body("series[0].points[0].value", equalTo(0.625f));
        ask("/v1/metrics/nrr/contributions" + november)
                .then()
                .body("value", equalTo(0.375f))
                .body("data.account_id", contains("giver", "other", "taker"))
                .body("data.numerator", contains("1200", "720", "-1200"));
    }

    @Test
    void aTenantWithoutFactsHasEmptyCohorts() {
        String empty = TestTenants.fresh();
        Api.as(empty, "metrics:read")
                .get("/v1/metrics/cohorts")
                .then()
                .statusCode(200)
                .body("series[0].cohorts", hasSize(12));
        Api.as(empty, "metrics:read")
                .get("/v1/metrics/survival")
                .then()
                .statusCode(200)
                .body("series[0].customers", equalTo(0))
                .body("series[0].median.time", nullValue());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        BadInput.isProblem(wrong("/v1/metrics/cohorts?by=feet"), 400, "invalid_request");
        BadInput.isProblem(wrong("/v1/metrics/cohorts?interval=day"), 400, "invalid_request");
        BadInput.isProblem(wrong("/v1/metrics/cohorts?surprise=1"), 400, "invalid_request");
        BadInput.isProblem(wrong("/v1/metrics/survival?event=middle"), 400, "invalid_request");
        BadInput.isProblem(Api.anonymous().get("/v1/metrics/survival"), 401, "unauthenticated");
        BadInput.isProblem(Api.unchecked(tenant, "usage:read").get("/v1/metrics/cohorts"), 403, "forbidden");
    }
}
