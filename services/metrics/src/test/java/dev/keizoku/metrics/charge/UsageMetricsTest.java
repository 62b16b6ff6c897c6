package dev.keizoku.metrics.charge;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usage MRR: what use brings in, apart from everything else. */
@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class UsageMetricsTest {

    private static final String FEBRUARY = "from=2026-02-01&to=2026-03-01";

    private String tenant;
    private FeedRows feed;

    @BeforeEach
    void aTenantWithThreeCustomers() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
        feed.account("acme", Map.of("country", "JP"));
        feed.account("beta", Map.of("country", "US"));
        feed.account("gone", Map.of("country", "US"));
        feed.start("acme", "a", "pro", "2026-01-01", "100", "USD");
        feed.start("beta", "b", "basic", "2026-01-01", "0", "USD");
        feed.start("gone", "g", "pro", "2026-01-01", "100", "USD");
        feed.end("gone", "g", "pro", "2026-02-20", "100", "USD");
        charge("a", "a1", "60", "USD", "2026-01-01", "2026-02-01");
        charge("a", "a2", "30", "USD", "2026-02-01", "2026-03-01");
        charge("b", "b1", "7", "USD", "2026-01-25", "2026-02-01");
        charge("b", "b2", "14", "USD", "2026-02-01", "2026-02-08");
        charge("g", "g1", "500", "USD", "2026-01-01", "2026-02-01");
        Ledgers.caughtUp(tenant);
    }

    private void charge(String subscription, String id, String amount, String currency, String from, String to) {
        FeedStub.add(tenant, feed.charge(subscription, id, amount, currency, from, to));
    }

    private ValidatableResponse ask(String path) {
        return Api.as(tenant, "metrics:read").get("/v1/metrics/" + path).then().statusCode(200);
    }

    private void amounts(String path, String... amounts) {
        ask(path).body("series[0].points.value.amount", contains(amounts));
    }

    @Test
    void isTheLastClosedPeriodsChargeOfWhatIsInServiceAsOfAMonth() {
        ask("usage_mrr?" + FEBRUARY)
                .body("definition", equalTo("usage_mrr.last_closed_period"))
                .body("unit", equalTo("money"))
                .body("currency", equalTo("USD"));
        // 60 + 30.4167 + 500, then 30 + 60.8333 as gone has gone; March is not over.
        amounts("usage_mrr?from=2025-12-01&to=2026-04-01", "0.00", "590.42", "90.83", "90.83");
        amounts("usage_mrr?interval=day&from=2026-02-19&to=2026-02-21", "620.83", "120.83");
        ask("usage_mrr?from=2027-01-01&to=2027-02-01").body("series[0].points[0].value", nullValue());
        Api.as(tenant, "metrics:read")
                .get("/v1/metrics")
                .then()
                .body("data.metric", hasItems("usage_mrr", "usage_mrr_average"));
    }

    @Test
    void theAverageIsOfThreePeriodsOrOfAsManyAsThereAre() {
        // (60 + 30) / 2 + (30.4167 + 60.8333) / 2
        amounts("usage_mrr_average?" + FEBRUARY, "90.63");
        ask("usage_mrr_average?" + FEBRUARY).body("definition", equalTo("usage_mrr.trailing_average"));
        charge("a", "a3", "0", "USD", "2026-03-01", "2026-03-02");
        charge("a", "a4", "12", "USD", "2025-12-01", "2026-01-01");
        Ledgers.caughtUp(tenant);
        amounts("usage_mrr_average?from=2026-03-01&to=2026-04-01", "75.63");
    }

    @Test
    void nothingOfItIsInMrrOrAMovement() {
        amounts("mrr?" + FEBRUARY, "100.00");
        amounts("churned_mrr?" + FEBRUARY, "100.00");
        amounts("expansion_mrr?from=2026-01-01&to=2026-04-01", "0.00", "0.00", "0.00");
        ask("nrr?" + FEBRUARY).body("series[0].points[0].value", equalTo(0.5f));
    }

    @Test
    void groupsAndFiltersAsBalancesDo() {
        ask("usage_mrr?group_by=plan&" + FEBRUARY)
                .body("series.group.plan", contains("basic", "pro"))
                .body("series.points.value.amount.flatten()", contains("60.83", "30.00"));
        ask("usage_mrr?group_by=attribute.country&" + FEBRUARY)
                .body("series.group.'attribute.country'", contains("JP", "US"))
                .body("series.points.value.amount.flatten()", contains("30.00", "60.83"));
        amounts("usage_mrr?plan=pro&" + FEBRUARY, "30.00");
        Api.unchecked(tenant, "metrics:read")
                .get("/v1/metrics/usage_mrr?attribute.country=US&" + FEBRUARY)
                .then()
                .body("series[0].points.value.amount", contains("60.83"));
        ask("usage_mrr?group_by=plan,currency&from=2026-01-01&to=2026-02-01")
                .body("series.group.plan", contains("basic", "pro"))
                .body("series.group.currency", contains("USD", "USD"))
                .body("series.points.value.amount.flatten()", contains("30.42", "560.00"));
    }

    @Test
    void contributionsAddUpToIt() {
        ask("usage_mrr/contributions?" + FEBRUARY)
                .body("definition", equalTo("usage_mrr.last_closed_period"))
                .body("value.amount", equalTo("90.83"))
                .body("divisor", equalTo(12))
                .body("data.account_id", contains("acme", "beta"))
                .body("data[0].numerator", equalTo("360"));
        ask("usage_mrr/contributions?plan=basic&" + FEBRUARY)
                .body("value.amount", equalTo("60.83"))
                .body("data.account_id", contains("beta"));
        ask("usage_mrr/contributions?from=2030-01-01&to=2030-02-01").body("data", hasSize(0));
    }

    @Test
    void otherCurrenciesAreValuedAtTheDaysRate() {
        charge("a", "a3", "1000", "JPY", "2026-02-01", "2026-03-01");
        Ledgers.caughtUp(tenant);
        BadInput.isProblem(
                Api.as(tenant, "metrics:read").get("/v1/metrics/usage_mrr?" + FEBRUARY), 422, "rate_missing");
        ask("usage_mrr?group_by=currency&" + FEBRUARY)
                .body("series.group.currency", contains("JPY", "USD"))
                .body("series.points.value.flatten().currency", contains("JPY", "USD"))
                .body("series.points.value.flatten().amount", contains("1000", "90.83"));
        feed.rate("2026-02-01", "JPY", "USD", "0.007");
        feed.rate("2026-02-20", "JPY", "USD", "0.0065");
        Ledgers.caughtUp(tenant);
        amounts("usage_mrr?" + FEBRUARY, "97.33");
        ask("usage_mrr/contributions?" + FEBRUARY).body("value.amount", equalTo("97.33"));
        amounts("usage_mrr?currency=JPY&" + FEBRUARY, "1000");
    }

    @Test
    void whatWasKnownThenIsStillKnownAndARebuildSaysTheSame() {
        ObjectNode correction =
                feed.charge("a", "a2", "45", "USD", "2026-02-01", "2026-03-01").put("known_at", "2026-03-10T00:00:00Z");
        FeedStub.add(tenant, correction);
        ObjectNode gone = feed.charge("b", "b2", "14", "USD", "2026-02-01", "2026-02-08")
                .put("known_at", "2026-03-12T00:00:00Z")
                .put("deleted", true);
        gone.remove("charge");
        gone.remove("period_start");
        gone.remove("period_end");
        FeedStub.add(tenant, gone);
        Ledgers.caughtUp(tenant);
        whatIsKnown();
        Api.as(tenant, "admin").post("/v1/ledger/rebuild").then().statusCode(202);
        Ledgers.caughtUp(tenant);
        whatIsKnown();
    }

    private void whatIsKnown() {
        amounts("usage_mrr?" + FEBRUARY, "75.42");
        amounts("usage_mrr?as_of=2026-03-11T00:00:00Z&" + FEBRUARY, "105.83");
        amounts("usage_mrr?as_of=2026-03-05T00:00:00Z&" + FEBRUARY, "90.83");
    }

    @Test
    void goesWithTheSubscriptionToWhoeverHasIt() {
        ObjectNode moved = feed.change("beta", "a", "pro", "2026-02-10", "100", "USD", "active", "month");
        FeedStub.add(tenant, moved.put("kind", "transfer"));
        Ledgers.caughtUp(tenant);
        ask("usage_mrr/contributions?from=2026-01-01&to=2026-02-01")
                .body("data.account_id", containsInAnyOrder("gone", "acme", "beta"));
        ask("usage_mrr/contributions?" + FEBRUARY)
                .body("data.account_id", contains("beta"))
                .body("value.amount", equalTo("90.83"));
    }
}
