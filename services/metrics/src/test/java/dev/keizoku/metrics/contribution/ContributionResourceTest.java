package dev.keizoku.metrics.contribution;

import static org.assertj.core.api.Assertions.assertThat;
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
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class ContributionResourceTest {

    private static final String FEBRUARY = "from=2026-02-01&to=2026-03-01";

    private String tenant;
    private FeedRows feed;

    @BeforeEach
    void threeCustomers() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
        feed.account("acme", Map.of("country", "JP"));
        feed.start("acme", "a1", "basic", "2026-01-10", "100", "USD");
        feed.start("beta", "b1", "basic", "2026-01-20", "50", "USD");
        feed.start("acme", "a1", "pro", "2026-02-10", "180", "USD");
        feed.end("beta", "b1", "basic", "2026-02-15", "50", "USD");
        feed.start("gamma", "g1", "basic", "2026-02-20", "33.33", "USD");
        Ledgers.caughtUp(tenant);
    }

    private Response ask(String path) {
        return Api.as(tenant, "metrics:read").get("/v1/metrics/" + path);
    }

    @Test
    void aFigureNamesWhoAndWhatMadeIt() {
        ask("nrr/contributions?" + FEBRUARY)
                .then()
                .statusCode(200)
                .body("definition", equalTo("nrr.cohort"))
                .body("value", equalTo(1.2f))
                .body("numerator", equalTo("2160"))
                .body("denominator", equalTo("1800"))
                .body("complete", equalTo(true))
                .body("currency", nullValue())
                .body("data.account_id", contains("acme", "beta"))
                .body("data.numerator", contains("2160", "0"))
                .body("data[0].movements[0].day", equalTo("2026-02-10"))
                .body("data[0].movements[0].type", equalTo("expansion"))
                .body("data[0].movements[0].reason", equalTo("plan_upgrade"))
                .body("data[0].movements[0].amount.amount", equalTo("80.00"))
                .body("data[1].movements[0].type", equalTo("churn"));
        ask("mrr/contributions?" + FEBRUARY)
                .then()
                .body("value.amount", equalTo("213.33"))
                .body("data.account_id", contains("acme", "gamma"))
                .body("data[1].amount.amount", equalTo("33.33"));
    }

    @Test
    void pagesOfEveryMetricAddUpToTheFigure() {
        List<String> metrics = Api.as(tenant, "metrics:read")
                .get("/v1/metrics")
                .then()
                .statusCode(200)
                .extract()
                .path("data.metric");
        assertThat(metrics).contains("asp", "customer_retention_rate");
        for (String metric : metrics) {
            Response first = ask(metric + "/contributions?limit=1&sort=-numerator&" + FEBRUARY);
            JsonPath page = first.then().statusCode(200).extract().jsonPath();
            BigDecimal sum = BigDecimal.ZERO;
            List<String> accounts = new ArrayList<>();
            while (true) {
                for (Map<String, Object> row : page.<Map<String, Object>>getList("data")) {
                    sum = sum.add(new BigDecimal((String) row.get("numerator")));
                    accounts.add((String) row.get("account_id"));
                }
                if (!page.getBoolean("has_more")) {
                    break;
                }
                page = ask(metric + "/contributions?limit=1&sort=-numerator&" + FEBRUARY + "&cursor="
                                + page.getString("next_cursor"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
            }
            assertThat(accounts).as(metric).doesNotHaveDuplicates();
            assertThat(sum).as(metric).isEqualByComparingTo(page.getString("numerator"));
            if (page.getString("unit").equals("money")
                    && page.getString("denominator") == null
                    && page.getString("part") == null
                    && page.get("value") != null) {
                String figure = ask(metric + "?" + FEBRUARY).then().extract().path("series[0].points[0].value.amount");
                assertThat(sum.divide(BigDecimal.valueOf(page.getInt("divisor")), 2, RoundingMode.HALF_UP))
                        .as(metric)
                        .isEqualByComparingTo(figure);
            }
        }
    }

    private void costsOfFebruary() {
        Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body("""
                        {"sales_and_marketing": {"amount": "300", "currency": "USD"}, "gross_margin": 0.8,
                         "ebitda_margin": 0.1}
                        """)
                .put("/v1/costs/2026-02")
                .then()
                .statusCode(200);
    }

    private JsonPath part(String metric, String part) {
        return ask(metric + "/contributions?part=" + part + "&" + FEBRUARY)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static BigDecimal value(JsonPath part) {
        BigDecimal below =
                part.getString("denominator") == null ? BigDecimal.ONE : new BigDecimal(part.getString("denominator"));
        return part.getList("data.numerator", String.class).stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(below.multiply(BigDecimal.valueOf(part.getInt("divisor"))), MathContext.DECIMAL64);
    }

    @Test
    void whatIsMadeOfCostsNamesTheCostAndOpensIntoItsCustomers() {
        costsOfFebruary();
        JsonPath cac = part("cac", "new_customers");
        assertThat(cac.getString("value.amount")).isEqualTo("300.00");
        assertThat(cac.getString("inputs.sales_and_marketing.amount")).isEqualTo("300.00");
        assertThat(cac.getList("data.account_id")).containsExactly("gamma");
        assertThat(value(part("cac_payback_months", "new_mrr"))).isEqualByComparingTo("33.33");

        JsonPath ltv = part("ltv", "arpa");
        assertThat(ltv.getList("parts")).containsExactly("arpa", "mean_monthly_churn");
        assertThat(ltv.getList("data.account_id")).containsExactly("acme", "gamma");
        JsonPath churn = part("ltv", "mean_monthly_churn");
        assertThat(churn.getList("data.account_id")).containsExactly("beta");
        BigDecimal made = value(ltv)
                .multiply(new BigDecimal(ltv.getString("inputs.gross_margin")))
                .divide(value(churn), 2, RoundingMode.HALF_UP);
        assertThat(made).isEqualByComparingTo(ltv.getString("value.amount"));
        assertThat(ltv.getString("value.amount"))
                .isEqualTo(ask("ltv?" + FEBRUARY).then().extract().path("series[0].points[0].value.amount"));

        JsonPath ratio = part("ltv_cac", "new_customers");
        assertThat(new BigDecimal(ltv.getString("value.amount")).divide(new BigDecimal("300"), 2, RoundingMode.HALF_UP))
                .isEqualByComparingTo(new BigDecimal(ratio.getString("value")).setScale(2, RoundingMode.HALF_UP));
        assertThat(part("ltv_simple", "mean_monthly_churn").getList("data.account_id"))
                .containsExactly("beta");
        JsonPath survival = part("ltv_survival", "survival");
        assertThat(survival.getList("data.account_id")).containsExactly("acme", "beta", "gamma");
        assertThat(new BigDecimal(survival.getString("inputs.months_stayed"))).isPositive();
        assertThat(part("rule_of_40", "arr").getList("parts")).containsExactly("arr", "arr_a_year_before");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/metrics/ltv/contributions?part=luck&" + FEBRUARY),
                400,
                "invalid_request");
    }

    @Test
    void committedMrrOpensIntoWhoWillPay() {
        feed.end("gamma", "g1", "basic", "2026-04-20", "33.33", "USD");
        Ledgers.caughtUp(tenant);
        ask("committed_mrr/contributions?from=2026-03-01&to=2026-04-01")
                .then()
                .statusCode(200)
                .body("value.amount", equalTo("180.00"))
                .body("data.account_id", contains("acme"));
        ask("committed_mrr/contributions?" + FEBRUARY)
                .then()
                .body("value", nullValue())
                .body("data", hasSize(0));
    }

    @Test
    void aTrailingPeriodIsTakenApartAsWell() {
        ask("nrr/contributions?period=P12M&" + FEBRUARY)
                .then()
                .statusCode(200)
                .body("from", equalTo("2025-03-01"))
                .body("value", nullValue())
                .body("data", hasSize(0));
        MutableClock.set("2027-03-15T12:00:00Z");
        ask("nrr/contributions?period=P12M&from=2027-02-01&to=2027-03-01")
                .then()
                .body("from", equalTo("2026-03-01"))
                .body("value", equalTo(1))
                .body("data.account_id", contains("acme", "gamma"));
    }

    @Test
    void whatHasNotBegunHasNoParts() {
        for (String metric : List.of("mrr", "nrr", "upsell_rate", "trial_conversion_rate", "renewal_rate")) {
            ask(metric + "/contributions?from=2030-01-01&to=2030-02-01")
                    .then()
                    .statusCode(200)
                    .body("value", nullValue())
                    .body("data", hasSize(0));
            ask(metric + "?from=2030-01-01&to=2030-02-01")
                    .then()
                    .statusCode(200)
                    .body("series.points.value.flatten()", everyItem(nullValue()));
        }
    }

    @Test
    void oneIntervalAtATime() {
        BadInput.isProblem(ask("nrr/contributions"), 400, "invalid_request");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/metrics/nrr/contributions?group_by=plan&" + FEBRUARY),
                400,
                "invalid_request");
        BadInput.isProblem(ask("nrr/contributions?" + FEBRUARY + "&cursor=nonsense"), 400, "invalid_request");
        BadInput.isProblem(ask("nonsense/contributions?" + FEBRUARY), 404, "not_found");
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:read").get("/v1/metrics/nrr/contributions?" + FEBRUARY), 403, "forbidden");
    }

    @Test
    void aCursorOpensOnlyTheListItIsOf() {
        String cursor =
                ask("mrr/contributions?limit=1&" + FEBRUARY).then().extract().path("next_cursor");
        BadInput.isProblem(ask("arr/contributions?limit=1&" + FEBRUARY + "&cursor=" + cursor), 400, "invalid_request");
        ask("mrr/contributions?limit=2&" + FEBRUARY + "&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("data.account_id", contains("gamma"))
                .body("has_more", equalTo(false));
    }
}
