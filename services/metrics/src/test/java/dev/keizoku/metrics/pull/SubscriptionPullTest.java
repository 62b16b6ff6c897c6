package dev.keizoku.metrics.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.metrics.Ledgers;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class SubscriptionPullTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Inject
    Jdbi jdbi;

    @Inject
    SubscriptionPull pull;

    private String tenant;
    private FeedRows feed;

    @BeforeEach
    void aTenantOfItsOwn() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
    }

    @AfterEach
    void theFeedIsThere() {
        FeedStub.setDown(false);
    }

    private List<Map<String, Object>> ledger() {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                    select account_id, plan_id, currency, day::text, type, reason, opening::text, closing::text,
                           subscriptions, paying_subscriptions
                    from mrr_movement where tenant = :tenant order by 1, 2, 3, 4
                    """).bind("tenant", tenant).mapToMap().list());
    }

    private void aLongHistory() {
        for (int i = 0; i < 12; i++) {
            String account = "account-" + i % 5;
            feed.start(account, "s" + i, i % 2 == 0 ? "basic" : "pro", "2025-0" + (1 + i % 9) + "-03", "10" + i, "USD");
            if (i % 3 == 0) {
                feed.end(account, "s" + i, "basic", "2025-1" + i % 3 + "-17", "10" + i, "USD");
            }
        }
    }

    @Test
    void everyPageIsInTheLedgerOnce() {
        aLongHistory();
        Ledgers.caughtUp(tenant);
        Ledgers.reconciled(tenant, "ok");
        Api.as(tenant, "metrics:read")
                .get("/v1/ledger")
                .then()
                .body("lag", equalTo(0))
                .body("applied", equalTo((int) FeedStub.head(tenant)));
    }

    @Test
    void aRebuiltLedgerEqualsTheOneThatGrew() {
        aLongHistory();
        Ledgers.caughtUp(tenant);
        List<Map<String, Object>> grown = ledger();
        Object before = mrr();
        Api.as(tenant, "admin", "metrics:read")
                .post("/v1/ledger/rebuild")
                .then()
                .statusCode(202)
                .body("rebuilding", equalTo(true));
        Ledgers.caughtUp(tenant);
        assertThat(ledger()).isEqualTo(grown).isNotEmpty();
        assertThat(mrr()).isEqualTo(before);
    }

    @Test
    void readsAreRefusedWhileTheLedgerIsRebuilt() {
        aLongHistory();
        Ledgers.caughtUp(tenant);
        FeedStub.setDown(true);
        Api.as(tenant, "admin").post("/v1/ledger/rebuild").then().statusCode(202);
        var refused = Api.as(tenant, "metrics:read").get("/v1/metrics/mrr");
        BadInput.isProblem(refused, 503, "ledger_rebuilding");
        assertThat(refused.header("Retry-After")).isNotNull();
        FeedStub.setDown(false);
        Ledgers.caughtUp(tenant);
        Api.as(tenant, "metrics:read").get("/v1/metrics/mrr").then().statusCode(200);
    }

    private Object mrr() {
        return Api.as(tenant, "metrics:read")
                .get("/v1/metrics/mrr?from=2025-01-01&to=2026-01-01")
                .then()
                .statusCode(200)
                .extract()
                .path("series");
    }

    @Test
    void aRowToldAnewReplacesWhatItSaidBefore() {
        feed.start("acme", "s1", "basic", "2026-01-10", "100", "USD");
        var told = feed.change("acme", "s1", "basic", "2026-02-10", "150", "USD", "active", "month");
        FeedStub.add(tenant, told.deepCopy());
        Ledgers.caughtUp(tenant);
        var anew = told.deepCopy();
        anew.put("restated", true).put("effective_at", "2026-02-12T00:00:00Z");
        FeedStub.add(tenant, anew);
        Ledgers.caughtUp(tenant);
        assertThat(ledger())
                .filteredOn(row -> row.get("plan_id").equals(""))
                .extracting(row -> row.get("day"))
                .containsExactly("2026-01-10", "2026-02-12");
    }

    @Test
    void aTenantsNewZoneNetsEveryDayAgain() {
        feed.start("acme", "s1", "basic", "2026-01-31T20:00:00Z", "100", "USD");
        Ledgers.caughtUp(tenant);
        assertThat(ledger()).extracting(row -> row.get("day")).contains("2026-01-31");
        feed.settings(2, "Asia/Tokyo", "JPY");
        Ledgers.caughtUp(tenant);
        assertThat(ledger()).extracting(row -> row.get("day")).containsOnly("2026-02-01");
        TestTenants.put(tenant, 3, "UTC", "USD");
        Eventually.within(
                PATIENCE, () -> ledger().stream().allMatch(row -> row.get("day").equals("2026-01-31")));
        Api.as(tenant, "metrics:read")
                .get("/v1/metrics/new_mrr?from=2026-01-01&to=2026-02-01")
                .then()
                .body("series[0].points[0].value.amount", equalTo("100.00"));
    }

    @Test
    void anUnknownTermStopsTheLedgerWhereItIsAndSaysWhy() {
        feed.start("acme", "s1", "basic", "2026-01-10", "100", "USD");
        Ledgers.caughtUp(tenant);
        FeedStub.add(tenant, feed.change("beta", "s2", "basic", "2026-01-10", "5", "USD", "active", "fortnight"));
        Eventually.within(PATIENCE, () -> Ledgers.status(tenant).getString("error") != null);
        Api.as(tenant, "metrics:read")
                .get("/v1/ledger")
                .then()
                .body("applied", equalTo(1))
                .body("lag", equalTo(1))
                .body("error", containsString("fortnight"));
        FeedStub.replaceLast(tenant, feed.change("beta", "s2", "basic", "2026-01-10", "5", "USD", "active", "week"));
        Ledgers.caughtUp(tenant);
        assertThat(Ledgers.status(tenant).getString("error")).isNull();
    }

    @Test
    void anOutageOfTheFeedIsCaughtUpByItself() {
        FeedStub.setDown(true);
        feed.start("acme", "s1", "basic", "2026-01-10", "100", "USD");
        Api.as(tenant, "metrics:read").get("/v1/metrics/mrr").then().statusCode(200);
        FeedStub.setDown(false);
        Ledgers.caughtUp(tenant);
        assertThat(ledger()).isNotEmpty();
    }

    @Test
    void figuresFollowTheFeedAndNewAttributes() {
        feed.account("acme", Map.of("country", "JP"));
        feed.start("acme", "s1", "basic", "2026-01-10", "100", "USD");
        Ledgers.caughtUp(tenant);
        groupsAre("JP");
        feed.account("acme", Map.of("country", "FR", "industry", "retail"));
        feed.start("beta", "s2", "basic", "2026-01-10", "0.333333333333", "USD");
        Ledgers.caughtUp(tenant);
        groupsAre("FR", null);
        Api.unchecked(tenant, "metrics:read")
                .get("/v1/metrics/mrr?from=2026-01-01&to=2026-02-01&attribute.industry=retail")
                .then()
                .body("series[0].points[0].value.amount", equalTo("100.00"));
    }

    private void groupsAre(String... countries) {
        Api.as(tenant, "metrics:read")
                .get("/v1/metrics/mrr?from=2026-01-01&to=2026-02-01&group_by=attribute.country")
                .then()
                .body("series.group.'attribute.country'", contains(countries));
    }

    @Test
    void aHandedOverSubscriptionMovesBothAccounts() {
        feed.start("giver", "s1", "basic", "2026-01-10", "100", "USD");
        FeedStub.add(
                tenant,
                feed.change("taker", "s1", "basic", "2026-02-10", "100", "USD", "active", "month")
                        .put("kind", "transfer")
                        .put("from_account_id", "giver"));
        Ledgers.caughtUp(tenant);
        Ledgers.reconciled(tenant, "ok");
        assertThat(ledger())
                .filteredOn(
                        row -> row.get("plan_id").equals("") && row.get("day").equals("2026-02-10"))
                .extracting(row -> row.get("account_id") + " " + row.get("type") + " " + row.get("reason"))
                .containsExactly("giver contraction transfer", "taker expansion transfer");
    }

    @Test
    void renewalsAreKeptAndWhatIsNotKnownIsLeftAlone() {
        FeedStub.add(tenant, feed.row("weather", Map.of("sky", "blue")));
        for (String outcome : List.of("", "renewed")) {
            FeedStub.add(
                    tenant,
                    feed.row(
                            "renewal",
                            Map.of(
                                    "renewal_id",
                                    "r1",
                                    "subscription_id",
                                    "s1",
                                    "account_id",
                                    "acme",
                                    "due_at",
                                    "2026-06-01T00:00:00Z",
                                    "outcome",
                                    outcome)));
        }
        Ledgers.caughtUp(tenant);
        List<String> outcomes =
                jdbi.withHandle(handle -> handle.createQuery("select outcome from renewal where tenant = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(String.class)
                        .list());
        assertThat(outcomes).containsExactly("renewed");
    }

    @Test
    void aNewPolicyNetsEveryDayAgain() {
        feed.start("acme", "s1", "basic", "2026-01-10", "100", "USD");
        FeedStub.add(tenant, feed.change("acme", "s1", "basic", "2026-02-10", "100", "USD", "past_due", "month"));
        Ledgers.caughtUp(tenant);
        assertThat(ledger()).extracting(row -> row.get("type")).doesNotContain("churn");
        feed.policies(2, "auto_churn_days", 20);
        Ledgers.caughtUp(tenant);
        assertThat(ledger())
                .filteredOn(row -> row.get("type").equals("churn"))
                .extracting(row -> row.get("day") + " " + row.get("reason"))
                .contains("2026-03-02 involuntary");
        List<Map<String, Object>> grown = ledger();
        Api.as(tenant, "admin").post("/v1/ledger/rebuild").then().statusCode(202);
        Ledgers.caughtUp(tenant);
        assertThat(ledger()).isEqualTo(grown);
    }

    @Test
    void policiesThatArePushedWithTheRecordCountToo() {
        feed.start("acme", "s1", "basic", "2026-01-10", "100", "USD");
        FeedStub.add(tenant, feed.change("acme", "s1", "basic", "2026-02-10", "100", "USD", "paused", "month"));
        Ledgers.caughtUp(tenant);
        assertThat(ledger()).extracting(row -> row.get("type")).contains("churn");
        Api.as(tenant, "operator")
                .contentType(ContentType.JSON)
                .body("""
                        {"tenant": "%s", "version": 2, "name": "t", "zone": "UTC", "currency": "USD", "language": "en",
                         "fiscal_year_start_month": 1, "policies": {"paused_counts_in_mrr": true}}
                        """.formatted(tenant))
                .put("/v1/tenants/{tenant}", tenant)
                .then()
                .statusCode(204);
        Eventually.within(
                PATIENCE,
                () -> ledger().stream().noneMatch(row -> row.get("type").equals("churn")));
        Api.as(tenant, "metrics:read")
                .get("/v1/metrics/settings")
                .then()
                .body("history[0].known_at", equalTo("2026-03-15T12:00:00Z"));
    }

    private long nettings() {
        return jdbi.withHandle(handle -> handle.createQuery("select epoch from pull_position where tenant = :tenant")
                .bind("tenant", tenant)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void policiesThatNoFigureFollowsNetNothingAgain() {
        feed.start("acme", "s1", "basic", "2026-01-10", "100", "USD");
        Ledgers.caughtUp(tenant);
        long before = nettings();
        Api.as(tenant, "operator")
                .contentType(ContentType.JSON)
                .body("""
                        {"tenant": "%s", "version": 2, "name": "t", "zone": "UTC", "currency": "USD", "language": "en",
                         "fiscal_year_start_month": 1, "policies": {"event_retention_days": 400}}
                        """.formatted(tenant))
                .put("/v1/tenants/{tenant}", tenant)
                .then()
                .statusCode(204);
        pull.poll();
        feed.policies(2, "late_window_days", 30);
        Ledgers.caughtUp(tenant);
        pull.poll();
        assertThat(nettings()).isEqualTo(before);
        Api.as(tenant, "metrics:read")
                .get("/v1/metrics/settings")
                .then()
                .body("not_applied", contains("event_retention_days"))
                .body("history.size()", equalTo(0));
        feed.policies(3, "auto_churn_days", 20);
        Ledgers.caughtUp(tenant);
        assertThat(nettings()).isGreaterThan(before);
    }

    @Test
    void severalReplicasApplyAPageOnce() throws InterruptedException {
        aLongHistory();
        Thread[] replicas = new Thread[4];
        for (int i = 0; i < replicas.length; i++) {
            replicas[i] = Thread.ofVirtual().start(pull::poll);
        }
        for (Thread replica : replicas) {
            replica.join();
        }
        Ledgers.caughtUp(tenant);
        Ledgers.reconciled(tenant, "ok");
        long entries = jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from subscription_timeline where tenant = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(Long.class)
                        .one());
        assertThat(entries).isEqualTo(FeedStub.head(tenant));
    }

    @Test
    void oddIdsAreKeptAsTheyAre() {
        String odd = "tab\\t \"quoted\", 株式会社 \\N 🐘";
        feed.account(odd, Map.of("na\"me", "va\\lue"));
        feed.start(
                odd, "s\\1", "plan's \\ \"best\"", LocalDate.parse("2026-01-10").toString(), "100", "USD");
        Ledgers.caughtUp(tenant);
        Api.as(tenant, "metrics:read")
                .get("/v1/accounts/{id}/mrr", odd)
                .then()
                .statusCode(200)
                .body("account_id", equalTo(odd))
                .body("mrr[0].amount", equalTo("100.00"));
    }
}
