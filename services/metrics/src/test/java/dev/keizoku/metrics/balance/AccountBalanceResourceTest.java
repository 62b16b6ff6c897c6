package dev.keizoku.metrics.balance;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class AccountBalanceResourceTest {

    private String tenant;
    private FeedRows feed;

    @BeforeEach
    void aTenantThatReportsInDollars() {
        MutableClock.set("2026-04-15T12:00:00Z");
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
        feed.settings(2, "UTC", "USD");
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    private Response ask(String query) {
        return Api.unchecked(tenant, "internal").get("/v1/account-balances?" + query);
    }

    /** The rows of the stream, its last line left out after it was looked at. */
    private List<JsonPath> balances(String query) {
        Response answer = ask(query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/x-ndjson");
        List<String> lines = answer.asString().lines().toList();
        assertThat(lines.getLast()).isEqualTo("{\"end\":true,\"count\":" + (lines.size() - 1) + "}");
        return lines.subList(0, lines.size() - 1).stream().map(JsonPath::new).toList();
    }

    private JsonPath one(String query) {
        List<JsonPath> rows = balances(query);
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private void add(ObjectNode row, String knownAt) {
        FeedStub.add(tenant, row.put("known_at", knownAt));
    }

    @Test
    void aBalanceStandsBesideWhatItWasAndWhenItMoved() {
        feed.start("acme", "a1", "basic", "2025-12-01", "30", "USD");
        feed.start("acme", "a1", "basic", "2026-02-20", "40", "USD");
        feed.start("acme", "a1", "basic", "2026-03-10", "35", "USD");
        Ledgers.caughtUp(tenant);

        JsonPath balance = one("day=2026-03-14");

        assertThat(balance.getString("account_id")).isEqualTo("acme");
        assertThat(balance.getString("currency")).isEqualTo("USD");
        assertThat(balance.getDouble("mrr")).isEqualTo(35.00);
        // 30 and 90 days before 14 March are 12 February and 14 December.
        assertThat(balance.getDouble("mrr_30_days_before")).isEqualTo(30.00);
        assertThat(balance.getDouble("mrr_90_days_before")).isEqualTo(30.00);
        assertThat(balance.getString("last_expansion_on")).isEqualTo("2026-02-20");
        assertThat(balance.getString("last_contraction_on")).isEqualTo("2026-03-10");
        assertThat(one("day=2026-02-19").getMap("$"))
                .containsEntry("last_expansion_on", null)
                .containsEntry("last_contraction_on", null);
    }

    @Test
    void whoLeftIsWorthNothingAndWhoNeverCameIsNotThere() {
        feed.start("acme", "a1", "basic", "2026-01-01", "30", "USD");
        feed.end("acme", "a1", "basic", "2026-03-01", "30", "USD");
        feed.start("beta", "b1", "basic", "2026-04-01", "10", "USD");
        Ledgers.caughtUp(tenant);

        JsonPath left = one("day=2026-03-14");

        assertThat(left.getDouble("mrr")).isEqualTo(0.00);
        assertThat(left.getDouble("mrr_30_days_before")).isEqualTo(30.00);
        assertThat(left.getString("last_contraction_on")).isNull();
    }

    @Test
    void ratesOfTheDayValueAllThreeSoThatTheyMoveNothing() {
        feed.rate("2026-01-01", "USD", "JPY", "100");
        feed.rate("2026-03-01", "USD", "JPY", "150");
        feed.start("acme", "a1", "basic", "2026-01-01", "15000", "JPY");
        feed.start("nowhere", "n1", "basic", "2026-01-01", "10", "EUR");
        Ledgers.caughtUp(tenant);

        JsonPath balance = one("day=2026-03-14");

        assertThat(balance.getString("account_id")).isEqualTo("acme");
        assertThat(balance.getDouble("mrr")).isEqualTo(100.00);
        assertThat(balance.getDouble("mrr_30_days_before")).isEqualTo(100.00);
        assertThat(one("day=2026-02-14").getDouble("mrr")).isEqualTo(150.00);
    }

    @Test
    void rowsComeInTheOrderOfTheIdsFromOneToAnother() {
        for (String account : List.of("b", "Z", "a", "c")) {
            feed.start(account, "s-" + account, "basic", "2026-01-01", "10", "USD");
        }
        Ledgers.caughtUp(tenant);

        assertThat(balances("day=2026-03-14"))
                .extracting(row -> row.getString("account_id"))
                .containsExactly("Z", "a", "b", "c");
        assertThat(balances("day=2026-03-14&from=a&to=c"))
                .extracting(row -> row.getString("account_id"))
                .containsExactly("a", "b");
        assertThat(balances("day=2025-12-31")).isEmpty();
    }

    @Test
    void whatWasLearntLaterIsLeftOut() {
        add(feed.change("acme", "a1", "basic", "2026-01-10", "100", "USD", "active", "month"), "2026-01-10T00:00:00Z");
        add(feed.change("acme", "a1", "basic", "2026-03-01", "60", "USD", "active", "month"), "2026-04-10T00:00:00Z");
        Ledgers.caughtUp(tenant);

        assertThat(one("day=2026-03-14").getDouble("mrr")).isEqualTo(60.00);
        assertThat(one("day=2026-03-14&known_at=2026-03-15T00:00:00Z").getDouble("mrr"))
                .isEqualTo(100.00);
    }

    @Test
    void theDayIsNeededAndNothingElseIsTaken() {
        for (String query : List.of("from=a", "day=x", "day=2026-02-30", "day=2026-01-01&limit=3")) {
            BadInput.isProblem(ask(query), 400, "invalid_request");
        }
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/account-balances?day=2026-01-01"), 403, "forbidden");
    }
}
