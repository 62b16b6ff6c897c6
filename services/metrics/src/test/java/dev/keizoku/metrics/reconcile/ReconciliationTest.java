package dev.keizoku.metrics.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.metrics.Ledgers;
import dev.keizoku.metrics.pull.FeedRows;
import dev.keizoku.metrics.pull.FeedStub;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class ReconciliationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Inject
    Jdbi jdbi;

    @Inject
    Reconciliation reconciliation;

    private String tenant;
    private FeedRows feed;

    @BeforeEach
    void aTenantWhoseLedgerAddsUp() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
        feed.start("acme", "s1", "basic", "2026-01-10", "100", "USD");
        feed.start("beta", "s2", "pro", "2026-01-10", "33.33", "USD");
        feed.start("acme", "s1", "pro", "2026-02-10", "120.10", "USD");
        Ledgers.caughtUp(tenant);
        Ledgers.reconciled(tenant, "ok");
    }

    private void tamper(String sql) {
        jdbi.useHandle(handle -> {
            handle.createUpdate(sql).bind("tenant", tenant).execute();
            handle.createUpdate("delete from reconciliation where tenant = :tenant")
                    .bind("tenant", tenant)
                    .execute();
        });
        Ledgers.reconciled(tenant, "failed");
    }

    private void finds(String check) {
        Api.as(tenant, "metrics:read").get("/v1/ledger").then().body("findings.check", hasItem(check));
        Eventually.within(PATIENCE, () -> reconciliation.troubled().contains(tenant));
        assertThat(new LedgerWellness(reconciliation).call().getStatus().name()).isEqualTo("DOWN");
    }

    private void repaired() {
        Api.as(tenant, "admin").post("/v1/ledger/rebuild").then().statusCode(202);
        Ledgers.caughtUp(tenant);
        Ledgers.reconciled(tenant, "ok");
        Eventually.within(PATIENCE, () -> !reconciliation.troubled().contains(tenant));
    }

    @Test
    void aMovementOfTheWrongTypeBreaksTheIdentity() {
        tamper("update mrr_movement set type = 'contraction' where tenant = :tenant and type = 'expansion'");
        finds("identity");
        repaired();
    }

    @Test
    void aLostMovementBreaksTheChain() {
        tamper("""
            delete from mrr_movement where tenant = :tenant and account_id = 'acme' and plan_id = ''
            and day = '2026-01-10'
            """);
        finds("chain");
        repaired();
    }

    @Test
    void aWrongAmountDiffersFromTheTimelines() {
        tamper("""
            update mrr_movement set closing = closing + 1
            where tenant = :tenant and account_id = 'beta' and plan_id = ''
            """);
        finds("total");
        repaired();
    }

    /** 100 and 3 x 20 a month, less 25 %, less 5, of which a discount that has run out and one given once are no part. */
    @Test
    void addOnsAndDiscountsAddUp() throws IOException {
        ObjectNode change = feed.change("gamma", "s3", "pro", "2026-01-10", "100", "USD", "past_due", "month");
        ObjectNode after = (ObjectNode) change.get("after");
        after.set("add_ons", JSON.readTree("""
                [{"item_id": "i1", "plan_id": "seats", "quantity": 3, "price": {"interval": "month",
                  "interval_count": 1, "amount": {"amount": "20", "currency": "USD"}}}]
                """));
        after.set("discounts", JSON.readTree("""
                [{"discount_id": "d1", "percent_off": 0.25, "duration": "forever"},
                 {"discount_id": "d2", "amount_off": {"amount": "5", "currency": "USD"}, "duration": "repeating",
                  "until": "2027-01-01T00:00:00Z"},
                 {"discount_id": "d3", "percent_off": 0.5, "duration": "repeating", "until": "2026-02-01T00:00:00Z"},
                 {"discount_id": "d4", "percent_off": 1, "duration": "once"}]
                """));
        FeedStub.add(tenant, change);
        Ledgers.caughtUp(tenant);
        Ledgers.reconciled(tenant, "ok");
        Api.as(tenant, "metrics:read")
                .get("/v1/accounts/gamma/mrr")
                .then()
                .body("mrr[0].amount", equalTo("115.00"))
                .body("movements.reason", contains("discount_end", "start"));
        tamper("update mrr_movement set closing = closing + 1 where tenant = :tenant and account_id = 'gamma'"
                + " and plan_id = '' and day = '2026-02-01'");
        finds("total");
        repaired();
    }

    @Test
    void policiesArePartOfTheCheck() {
        feed.end("beta", "s2", "pro", "2026-03-01", "33.33", "USD");
        FeedStub.add(tenant, feed.change("acme", "s1", "pro", "2026-03-02", "120.10", "USD", "paused", "month"));
        feed.policies(2, "paused_counts_in_mrr", true);
        Ledgers.caughtUp(tenant);
        Ledgers.reconciled(tenant, "ok");
        Api.as(tenant, "metrics:read").get("/v1/accounts/acme/mrr").then().body("mrr[0].amount", equalTo("120.10"));
        feed.policies(3, "gap_tolerance_days", 5);
        Ledgers.caughtUp(tenant);
        Ledgers.reconciled(tenant, "ok");
    }

    @Test
    void aNewDayIsCheckedAnew() {
        Object before = Ledgers.status(tenant).getString("reconciled_at");
        MutableClock.set("2026-03-16T12:00:00Z");
        Eventually.within(PATIENCE, () -> !before.equals(Ledgers.status(tenant).getString("reconciled_at")));
        assertThat(Ledgers.status(tenant).getString("reconciliation")).isEqualTo("ok");
    }
}
