package dev.keizoku.metrics.report;

import static org.hamcrest.Matchers.contains;
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
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class FxResourceTest {

    private static final String FEBRUARY = "?from=2026-02-01&to=2026-03-01";

    private String tenant;
    private FeedRows feed;

    @BeforeEach
    void aTenantThatReportsInDollarsAndBillsInYenToo() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
        feed.settings(2, "UTC", "USD");
        feed.start("acme", "a1", "basic", "2026-01-10", "10000", "JPY");
        feed.start("beta", "b1", "basic", "2026-01-10", "30", "USD");
        feed.start("acme", "a1", "basic", "2026-02-20", "12000", "JPY");
    }

    private Response ask(String query) {
        return Api.as(tenant, "metrics:read").get("/v1/metrics/" + query);
    }

    private void rates() {
        feed.rate("2026-01-01", "EUR", "USD", "1.05");
        feed.rate("2026-01-01", "EUR", "JPY", "150");
        feed.rate("2026-02-15", "EUR", "JPY", "175");
        feed.rate("2026-02-15", "EUR", "USD", "1.1375");
        Ledgers.caughtUp(tenant);
    }

    // Edge case 54.
    @Test
    void theWaterfallShowsWhatRatesDid() {
        rates();
        ask("movements" + FEBRUARY)
                .then()
                .statusCode(200)
                .body("rates_filled", equalTo(true))
                .body("series[0].currency", equalTo("USD"))
                .body("series[0].points[0].opening.amount", equalTo("100.00"))
                .body("series[0].points[0].expansion.amount", equalTo("13.00"))
                .body("series[0].points[0].fx.amount", equalTo("-5.00"))
                .body("series[0].points[0].closing.amount", equalTo("108.00"));
        ask("mrr" + FEBRUARY)
                .then()
                .body("currency", equalTo("USD"))
                .body("series[0].points[0].value.amount", equalTo("108.00"));
        ask("nrr" + FEBRUARY).then().body("series[0].points[0].value", equalTo(1.136842105263f));
        ask("nrr" + FEBRUARY + "&fx=as_reported").then().body("series[0].points[0].value", equalTo(1.08f));
    }

    @Test
    void byCurrencyAmountsStayNativeUnlessAsked() {
        rates();
        ask("mrr" + FEBRUARY + "&group_by=currency")
                .then()
                .body("rates_filled", nullValue())
                .body("series.points.value.amount.flatten()", contains("12000", "30.00"));
        ask("mrr" + FEBRUARY + "&group_by=currency&fx=as_reported")
                .then()
                .body("series.points.value.amount.flatten()", contains("78.00", "30.00"));
        ask("mrr" + FEBRUARY + "&currency=JPY").then().body("series[0].points[0].value.amount", equalTo("12000"));
        ask("mrr" + FEBRUARY + "&currency=JPY&fx=constant")
                .then()
                .body("series[0].points[0].value.amount", equalTo("78.00"));
    }

    @Test
    void oneCurrencyIsReportedAsTheOtherOnesAre() {
        String yen = TestTenants.fresh();
        FeedRows rows = new FeedRows(yen);
        rows.settings(2, "UTC", "USD");
        rows.rate("2026-01-01", "USD", "JPY", "100");
        rows.start("acme", "a1", "basic", "2026-01-10", "10000", "JPY");
        Ledgers.caughtUp(yen);
        for (String query : List.of("mrr" + FEBRUARY, "arpa" + FEBRUARY, "mrr" + FEBRUARY + "&group_by=plan")) {
            Api.as(yen, "metrics:read")
                    .get("/v1/metrics/" + query)
                    .then()
                    .statusCode(200)
                    .body("currency", equalTo("USD"))
                    .body("series[0].points[0].value.amount", equalTo("100.00"));
        }
        Api.as(yen, "metrics:read")
                .get("/v1/metrics/cohorts?by=revenue&from=2026-01-01&to=2026-03-01")
                .then()
                .body("series[0].cohorts[0].mrr.amount", equalTo("100.00"));
        Api.as(yen, "metrics:read")
                .get("/v1/metrics/mrr" + FEBRUARY + "&currency=JPY")
                .then()
                .body("currency", equalTo("JPY"))
                .body("series[0].points[0].value.amount", equalTo("10000"));
    }

    @Test
    void aShareOfOneCurrencyNeedsNoRate() {
        String yen = TestTenants.fresh();
        FeedRows rows = new FeedRows(yen);
        rows.settings(2, "UTC", "USD");
        rows.start("acme", "a1", "basic", "2026-01-10", "10000", "JPY");
        Ledgers.caughtUp(yen);
        Api.as(yen, "metrics:read")
                .get("/v1/metrics/nrr" + FEBRUARY)
                .then()
                .statusCode(200)
                .body("series[0].points[0].value", equalTo(1));
        BadInput.isProblem(Api.as(yen, "metrics:read").get("/v1/metrics/mrr" + FEBRUARY), 422, "rate_missing");
    }

    // Edge case 56.
    @Test
    void withoutAnEarlierRateNothingIsGuessed() {
        feed.rate("2026-02-10", "EUR", "USD", "1.05");
        feed.rate("2026-02-10", "EUR", "JPY", "150");
        Ledgers.caughtUp(tenant);
        BadInput.isProblem(ask("movements" + FEBRUARY), 422, "rate_missing");
        ask("movements?from=2026-03-01&to=2026-04-01").then().statusCode(200);
    }

    // Edge case 36: of two accounts one is internal.
    @Test
    void segmentsCanBeAskedForByName() {
        FeedStub.add(
                tenant,
                feed.accountRow("acme", Map.of("country", "JP"))
                        .put("owner", "kim")
                        .put("parent_id", "group"));
        FeedStub.add(tenant, feed.accountRow("beta", Map.of()).put("internal", true));
        feed.plan("basic");
        rates();
        ask("mrr" + FEBRUARY + "&group_by=owner,parent,country")
                .then()
                .statusCode(200)
                .body("series[0].group.owner", equalTo("kim"))
                .body("series[0].group.parent", equalTo("group"))
                .body("series[0].group.country", equalTo("JP"))
                .body("series.size()", equalTo(1));
        ask("customers" + FEBRUARY + "&group_by=product,billing_interval,cohort")
                .then()
                .body("series[0].group.product", equalTo("main"))
                .body("series[0].group.billing_interval", equalTo("1-month"))
                .body("series[0].group.cohort", equalTo("2026-01"));
        ask("customers" + FEBRUARY + "&size=xs&owner=kim&interval=week&calendar=fiscal")
                .then()
                .statusCode(200)
                .body("series[0].points.size()", equalTo(5));
        ask("customers" + FEBRUARY + "&group_by=term,size&interval=half").then().statusCode(200);
    }
}
