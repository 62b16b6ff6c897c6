package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.Ledgers;
import dev.keizoku.metrics.pull.FeedRows;
import dev.keizoku.metrics.pull.FeedStub;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every metric of the catalogue answers whatever it can be asked, or says why not. */
@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class CatalogueTest {

    private static final String QUARTER = "from=2026-01-01&to=2026-04-01";
    private static final List<String> OF_CUSTOMERS =
            List.of("attribute.industry", "owner", "parent", "country", "cohort", "size");
    private static final List<String> OF_LINES = List.of("plan", "product", "currency", "billing_interval", "term");

    /** What costs or contracts are made of is of whole companies and accounts. */
    private static final String WITHOUT_GROUPS = "cac.*|ltv_cac|ltv_survival|rule_of_40|.*renewal_rate";

    private static final List<String> OF_CONTRACTS = List.of("billing_interval", "term");

    private static final String OF_WHOLE_CUSTOMERS = "upsell.*|cross_sell.*|downsell.*|.*conversion_rate";

    private String tenant;
    private List<String> metrics = List.of();

    @BeforeEach
    void aTenantOfTwoCurrencies() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        FeedRows feed = new FeedRows(tenant);
        feed.plan("basic");
        feed.account("acme", Map.of("country", "JP", "industry", "retail"));
        feed.rate("2025-01-01", "USD", "JPY", "100");
        feed.start("acme", "a1", "basic", "2025-11-10", "100", "USD");
        feed.start("beta", "b1", "basic", "2026-01-20", "5000", "JPY");
        feed.start("acme", "a1", "pro", "2026-02-10", "180", "USD");
        feed.end("beta", "b1", "basic", "2026-03-10", "5000", "JPY");
        FeedStub.add(tenant, feed.charge("a1", "u1", "30", "USD", "2025-12-01", "2026-01-01"));
        Ledgers.caughtUp(tenant);
        metrics = Api.as(tenant, "metrics:read")
                .get("/v1/metrics")
                .then()
                .extract()
                .path("data.metric");
        assertThat(metrics).hasSizeGreaterThan(40);
    }

    private Response ask(String path) {
        return Api.as(tenant, "metrics:read").get("/v1/metrics/" + path);
    }

    private void answers(String metric, String query, int points) {
        JsonPath answer =
                ask(metric + "?" + query).then().statusCode(200).extract().jsonPath();
        assertThat(answer.getString("definition")).as(metric).isNotBlank();
        assertThat(answer.getString("data_through")).as(metric).isEqualTo("2026-03-15");
        assertThat(answer.getBoolean("complete")).as(metric).isFalse();
        assertThat(answer.getList("series[0].points")).as(metric + query).hasSize(points);
        if (answer.getString("unit").equals("money") && !query.contains("currency")) {
            assertThat(answer.getString("currency")).as(metric + query).isEqualTo("USD");
        }
    }

    @Test
    void everyMetricHasEveryInterval() {
        for (String metric : metrics) {
            answers(metric, "interval=day&from=2026-03-01&to=2026-04-01", 31);
            answers(metric, "interval=week&from=2026-03-02&to=2026-03-30", 4);
            answers(metric, "interval=month&" + QUARTER, 3);
            answers(metric, "interval=quarter&calendar=fiscal&" + QUARTER, 1);
            answers(metric, "interval=half&calendar=fiscal&from=2025-07-01&to=2026-07-01", 2);
            answers(metric, "interval=year&from=2025-01-01&to=2027-01-01", 2);
        }
    }

    @Test
    void everyMetricKnowsWhatWasKnownThen() {
        for (String metric : metrics) {
            ask(metric + "?as_of=2026-03-10&" + QUARTER).then().statusCode(200);
            ask(metric + "/contributions?as_of=2026-03-10&from=2026-03-01&to=2026-04-01")
                    .then()
                    .statusCode(200);
        }
        for (String other : List.of(
                "movements",
                "cohorts",
                "survival",
                "churn-reasons",
                "conversions",
                "renewals",
                "committed-mrr",
                "expected-cash",
                "forecast",
                "what-if",
                "comparison?before=2026-02-01&after=2026-03-01")) {
            JsonPath answer = ask(other + (other.contains("?") ? "&" : "?") + "as_of=2026-03-10")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(answer.getString("as_of")).as(other).startsWith("2026-03-10");
            assertThat(answer.getString("definition")).as(other).isNotBlank();
            assertThat(answer.getString("data_through")).as(other).isNotBlank();
            assertThat((Object) answer.get("complete")).as(other).isInstanceOf(Boolean.class);
        }
    }

    @Test
    void everyMetricHasTheGroupsThatMakeSenseOfItAndRefusesOthersByName() {
        List<String> dimensions = new ArrayList<>(OF_CUSTOMERS);
        dimensions.addAll(OF_LINES);
        for (String metric : metrics) {
            for (String dimension : dimensions) {
                boolean fits = !metric.matches(WITHOUT_GROUPS)
                        && (OF_CUSTOMERS.contains(dimension) || !metric.matches(OF_WHOLE_CUSTOMERS));
                boolean ofContracts = metric.endsWith("renewal_rate") && OF_CONTRACTS.contains(dimension);
                Response answer = Api.unchecked(tenant, "metrics:read")
                        .get("/v1/metrics/" + metric + "?group_by=" + dimension + "&" + QUARTER);
                assertThat(answer.statusCode())
                        .as(metric + " by " + dimension)
                        .isIn(fits || ofContracts ? List.of(200) : List.of(400, 422));
                if (fits) {
                    assertThat(answer.jsonPath().getMap("series[0].group").keySet())
                            .as(metric + " by " + dimension)
                            .isEqualTo(Set.of(dimension));
                } else if (!ofContracts) {
                    assertThat(answer.jsonPath().getList("errors.pointer"))
                            .as(metric + " by " + dimension)
                            .contains("?group_by");
                }
            }
        }
    }

    @Test
    void everyMetricIsFilteredByWhatAnAccountIs() {
        for (String metric : metrics) {
            Response answer = Api.unchecked(tenant, "metrics:read")
                    .get("/v1/metrics/" + metric + "?attribute.industry=retail&" + QUARTER);
            assertThat(answer.statusCode())
                    .as(metric)
                    .isIn(metric.matches("cac.*|ltv_cac|rule_of_40") ? List.of(400, 422) : List.of(200));
        }
    }
}
