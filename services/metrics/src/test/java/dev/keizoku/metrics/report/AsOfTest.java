package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

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
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was known then does not change by what is recorded now. */
@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class AsOfTest {

    private static final String YESTERDAY = "2026-03-14T12:00:00Z";
    private static final String TODAY = "2026-03-15T09:00:00Z";

    private String tenant;
    private FeedRows feed;

    @BeforeEach
    void aTenantOfItsOwn() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
    }

    private void add(ObjectNode row, String knownAt) {
        FeedStub.add(tenant, row.put("known_at", knownAt));
    }

    private ObjectNode change(String account, String subscription, String plan, String day, String amount) {
        return feed.change(account, subscription, plan, day, amount, "USD", "active", "month");
    }

    private Response ask(String query) {
        return Api.as(tenant, "metrics:read").get("/v1/metrics/" + query);
    }

    // Edge case 47.
    @Test
    void aBackdatedCancellationRestatesThePresentAndNotThePast() {
        add(change("acme", "s1", "basic", "2026-01-10", "100"), "2026-01-10T00:00:00Z");
        Ledgers.caughtUp(tenant);
        add(feed.change("acme", "s1", "basic", "2026-02-20", "100", "USD", "ended", "month"), TODAY);
        Ledgers.caughtUp(tenant);
        String february = "churned_mrr?from=2026-02-01&to=2026-03-01";
        ask(february).then().body("series[0].points[0].value.amount", equalTo("100.00"));
        ask(february + "&as_of=2026-03-14T12:00:00Z")
                .then()
                .statusCode(200)
                .body("as_of", equalTo("2026-03-14T12:00:00Z"))
                .body("series[0].points[0].value.amount", equalTo("0.00"));
        ask("movements?from=2026-02-01&to=2026-03-01&as_of=2026-03-14")
                .then()
                .body("series[0].points[0].closing.amount", equalTo("100.00"));
        Api.as(tenant, "metrics:read")
                .get("/v1/accounts/acme/mrr?as_of=2026-03-14")
                .then()
                .body("mrr[0].amount", equalTo("100.00"))
                .body("movements", hasSize(1));
        BadInput.isProblem(
                Api.as(tenant, "metrics:read").get("/v1/accounts/acme/mrr?as_of=2025-12-31"), 404, "not_found");
    }

    @Test
    void periodsAreCutAtTheDayOfTheKnowledge() {
        add(change("acme", "s1", "basic", "2026-01-10", "100"), "2026-01-10T00:00:00Z");
        Ledgers.caughtUp(tenant);
        ask("mrr?from=2026-01-01&to=2026-03-01&as_of=2026-01-20")
                .then()
                .body("data_through", equalTo("2026-01-20"))
                .body("complete", equalTo(false))
                .body("series[0].points.complete", contains(false, false));
    }

    @Test
    void attributesAreThoseThatWereKnown() {
        add(feed.accountRow("acme", Map.of("country", "JP")).put("owner", "kim"), "2026-01-01T00:00:00Z");
        add(change("acme", "s1", "basic", "2026-01-10", "100"), "2026-01-10T00:00:00Z");
        Ledgers.caughtUp(tenant);
        add(feed.accountRow("acme", Map.of("country", "FR")).put("owner", "lee"), TODAY);
        Ledgers.caughtUp(tenant);
        String grouped = "mrr?from=2026-02-01&to=2026-03-01&group_by=country,owner";
        ask(grouped).then().body("series.group.country", contains("FR")).body("series.group.owner", contains("lee"));
        ask(grouped + "&as_of=" + YESTERDAY)
                .then()
                .body("series.group.country", contains("JP"))
                .body("series.group.owner", contains("kim"));
    }

    // Edge case 37.
    @Test
    void beforeAMergeThereWereTwo() {
        add(change("a", "s1", "basic", "2026-01-10", "100"), "2026-01-10T00:00:00Z");
        ObjectNode other = change("b", "s2", "basic", "2026-01-12", "50");
        add(other.deepCopy(), "2026-01-12T00:00:00Z");
        Ledgers.caughtUp(tenant);
        add(feed.accountRow("b", Map.of()).put("deleted", true).put("merged_into", "a"), TODAY);
        add(other.deepCopy().put("account_id", "a").put("restated", true), TODAY);
        Ledgers.caughtUp(tenant);
        Ledgers.reconciled(tenant, "ok");
        String customers = "customers?from=2026-02-01&to=2026-03-01";
        ask(customers).then().body("series[0].points[0].value", equalTo(1));
        ask(customers + "&as_of=" + YESTERDAY).then().body("series[0].points[0].value", equalTo(2));
        ask("churned_mrr?from=2026-01-01&to=2026-03-01&interval=year")
                .then()
                .body("series[0].points[0].value.amount", equalTo("0.00"));
        ask("mrr?from=2026-02-01&to=2026-03-01").then().body("series[0].points[0].value.amount", equalTo("150.00"));
    }

    // Edge case 49.
    @Test
    void whatIsTakenBackIsGoneNowAndThereThen() {
        ObjectNode mistaken = change("acme", "s1", "basic", "2026-01-10", "100");
        add(mistaken.deepCopy(), "2026-01-10T00:00:00Z");
        Ledgers.caughtUp(tenant);
        feed.takeBack(mistaken);
        Ledgers.caughtUp(tenant);
        Ledgers.reconciled(tenant, "ok");
        ask("mrr?from=2026-02-01&to=2026-03-01").then().body("series[0].points[0].value.amount", equalTo("0.00"));
    }

    @Test
    void aPolicyIsNotKnownBeforeItIsSet() {
        add(change("acme", "s1", "basic", "2026-01-10", "100"), "2026-01-10T00:00:00Z");
        ObjectNode paused = feed.change("acme", "s1", "basic", "2026-02-10", "100", "USD", "paused", "month");
        add(paused, "2026-02-10T00:00:00Z");
        Ledgers.caughtUp(tenant);
        ObjectNode settings =
                feed.row("tenant", Map.of("tenant", tenant, "zone", "UTC", "currency", "USD", "name", tenant));
        settings.put("version", 2).putObject("policies").put("paused_counts_in_mrr", true);
        add(settings, TODAY);
        Ledgers.caughtUp(tenant);
        String february = "mrr?from=2026-02-01&to=2026-03-01";
        ask(february).then().body("series[0].points[0].value.amount", equalTo("100.00"));
        ask(february + "&as_of=" + YESTERDAY).then().body("series[0].points[0].value.amount", equalTo("0.00"));
        Api.as(tenant, "metrics:read")
                .get("/v1/metrics/settings")
                .then()
                .statusCode(200)
                .body("policies.paused_counts_in_mrr", equalTo(true))
                .body("history", hasSize(1))
                .body("history[0].known_at", equalTo(TODAY));
    }

    @Test
    void theFutureCannotBeKnown() {
        for (String asOf :
                List.of("2026-03-16", Instant.parse(TODAY).plusSeconds(36_000).toString(), "soon")) {
            Response answer = Api.unchecked(tenant, "metrics:read").get("/v1/metrics/mrr?as_of=" + asOf);
            assertThat(answer.statusCode()).as(asOf).isIn(400, 422);
            answer.then().body("errors.pointer", contains("?as_of"));
        }
        ask("mrr?as_of=2026-03-15").then().statusCode(200);
    }
}
