package dev.keizoku.metrics.reason;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
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
import jakarta.inject.Inject;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sold to customers, why they leave, what trials become, what renews, and what is agreed for later. */
@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class SellingResourceTest {

    private static final String FEBRUARY = "from=2026-02-01&to=2026-03-01";

    @Inject
    Jdbi jdbi;

    private String tenant;
    private FeedRows feed;

    @BeforeEach
    void aTenantOfItsOwn() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        feed = new FeedRows(tenant);
    }

    private ValidatableResponse ask(String path) {
        return Api.as(tenant, "metrics:read").get("/v1/metrics/" + path).then().statusCode(200);
    }

    private void february(String metric, Object value) {
        ask(metric + "?" + FEBRUARY).body("series[0].points[0].value", value == null ? nullValue() : equalTo(value));
    }

    /** Ten customers of 100. In February one takes a higher plan, one an option, one pays more, one goes down. */
    private void tenCustomers() {
        for (int i = 0; i < 10; i++) {
            feed.account("a" + i, Map.of("country", i < 5 ? "JP" : "US"));
            feed.start("a" + i, "s" + i, "pro", "2026-01-10", "100", "USD");
        }
        feed.start("a0", "s0", "max", "2026-02-05", "150", "USD");
        feed.start("a1", "x1", "option", "2026-02-06", "20", "USD");
        feed.start("a2", "s2", "pro", "2026-02-07", "110", "USD");
        feed.start("a3", "s3", "basic", "2026-02-08", "60", "USD");
        feed.end("a4", "s4", "pro", "2026-02-09", "100", "USD");
        ObjectNode unpaid = feed.change("a5", "s5", "pro", "2026-02-10", "100", "USD", "ended", "month");
        FeedStub.add(tenant, unpaid.put("reason", "involuntary"));
        Ledgers.caughtUp(tenant);
    }

    @Test
    void aPriceRiseIsNoUpsell() {
        tenCustomers();
        february("upsell_rate", 0.1f);
        february("cross_sell_rate", 0.1f);
        february("downsell_rate", 0.1f);
        february("upsell_mrr_rate", 0.05f);
        ask("upsell_mrr?" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("50.00"));
        ask("cross_sell_mrr?" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("20.00"));
        ask("downsell_mrr?" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("40.00"));
        ask("upsell_mrr_rate/contributions?sort=-numerator&limit=2&" + FEBRUARY)
                .body("value", equalTo(0.05f))
                .body("denominator", equalTo("12000"))
                .body("data.account_id", contains("a0", "a1"))
                .body("data.numerator", contains("600", "0"))
                .body("data[0].movements.reason", contains("plan_upgrade"))
                .body("has_more", equalTo(true));
        ask("expansion_mrr?" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("80.00"));
        ask("upsell_rate?group_by=attribute.country&" + FEBRUARY)
                .body("series.group.'attribute.country'", contains("JP", "US"))
                .body("series.points.value.flatten()", contains(0.2f, 0));
        ask("upsell_rate?from=2025-12-01&to=2026-01-01").body("series[0].points[0].value", nullValue());
        feed.start("yen", "y1", "pro", "2026-01-10", "1000", "JPY");
        Ledgers.caughtUp(tenant);
        february("upsell_rate", 0.090909090909f);
        BadInput.isProblem(
                Api.as(tenant, "metrics:read").get("/v1/metrics/upsell_mrr_rate?" + FEBRUARY), 422, "rate_missing");
        BadInput.isProblem(
                Api.unchecked(tenant, "metrics:read").get("/v1/metrics/upsell_rate?group_by=plan"),
                400,
                "invalid_request");
    }

    @Test
    void whoLeavesHasAReason() {
        tenCustomers();
        ask("churn-reasons?" + FEBRUARY)
                .body("definition", equalTo("churn_reasons.of_movement"))
                .body("points[0].customers", equalTo(2))
                .body("points[0].reasons.reason", contains("involuntary", "voluntary"))
                .body("points[0].reasons[0].mrr[0].amount", equalTo("100.00"))
                .body("points[0].reasons[0].share", equalTo(0.5f));
        ask("churn-reasons?from=2026-01-01&to=2026-02-01").body("points[0].reasons", hasSize(0));
    }

    private void state(String account, String day, String amount, String state) {
        FeedStub.add(tenant, feed.change(account, "s-" + account, "pro", day, amount, "USD", state, "month"));
    }

    @Test
    void trialsConvertExpireOrStayOpen() {
        state("pays", "2026-02-01", "100", "trial");
        state("pays", "2026-02-15", "100", "active");
        state("late", "2026-02-01", "100", "trial");
        state("late", "2026-03-10", "100", "active");
        state("gone", "2026-02-02", "100", "trial");
        state("gone", "2026-02-16", "100", "ended");
        state("open", "2026-02-25", "100", "trial");
        feed.start("tries more", "s1", "pro", "2026-01-01", "50", "USD");
        state("tries more", "2026-02-10", "100", "trial");
        Ledgers.caughtUp(tenant);
        ask("conversions?" + FEBRUARY)
                .body("series[0].points[0].sign_ups", equalTo(4))
                .body("series[0].points[0].converted", equalTo(1))
                .body("series[0].points[0].open", equalTo(1))
                .body("series[0].points[0].expired", equalTo(2))
                .body("series[0].points[0].rate", equalTo(0.25f))
                .body("series[0].points[0].complete", equalTo(false));
        ask("conversions?within_days=40&" + FEBRUARY).body("series[0].points[0].converted", equalTo(2));
        february("trial_conversion_rate", 0.25f);
        ask("trial_conversion_rate?within_days=40&" + FEBRUARY).body("series[0].points[0].value", equalTo(0.5f));
        february("freemium_conversion_rate", null);
        ask("trial_conversion_rate/contributions?within_days=40&" + FEBRUARY)
                .body("value", equalTo(0.5f))
                .body("data.account_id", contains("gone", "late", "open", "pays"))
                .body("data.numerator", contains("0", "1", "0", "1"));
    }

    @Test
    void freeSignUpsArePaidForOrNot() {
        state("free", "2026-02-01", "0", "active");
        state("free", "2026-02-20", "30", "active");
        state("stays free", "2026-02-01", "0", "active");
        Ledgers.caughtUp(tenant);
        february("freemium_conversion_rate", 0.5f);
        ask("conversions?kind=free&" + FEBRUARY)
                .body("series[0].points[0].converted", equalTo(1))
                .body("series[0].points[0].expired", equalTo(1));
    }

    private void renewal(String id, String account, String due, Integer term, String outcome, String on) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into renewal (tenant, renewal_id, subscription_id, account_id, due_at, term_months,
                            auto_renew, outcome, outcome_at, known_at, seq)
                        values (:tenant, :id, :subscription, :account, cast(:due as timestamptz), :term, true, :outcome,
                            cast(:on as timestamptz), now(), 1)
                        """)
                .bind("tenant", tenant)
                .bind("id", id)
                .bind("subscription", "s-" + account)
                .bind("account", account)
                .bind("due", due + "T00:00:00Z")
                .bind("term", term)
                .bind("outcome", outcome)
                .bind("on", on == null ? null : on + "T00:00:00Z")
                .execute());
    }

    @Test
    void onlyContractsThatWereDueRenewOrDoNot() {
        for (String account : new String[] {"same", "more", "less", "left", "late", "monthly"}) {
            state(account, "2025-02-10", "100", "active");
        }
        state("more", "2026-02-10", "150", "active");
        state("less", "2026-02-10", "60", "active");
        state("left", "2026-02-10", "100", "ended");
        Ledgers.caughtUp(tenant);
        renewal("r1", "same", "2026-02-10", 12, "renewed", "2026-01-20");
        renewal("r2", "more", "2026-02-10", 12, "renewed", "2026-02-10");
        renewal("r3", "less", "2026-02-10", 12, "renewed_lower", "2026-02-10");
        renewal("r4", "left", "2026-02-10", 12, "lapsed", "2026-02-10");
        renewal("r5", "late", "2026-02-20", 12, null, null);
        renewal("r6", "monthly", "2026-02-10", 1, "renewed", "2026-02-10");
        ask("renewals?" + FEBRUARY)
                .body("points[0].due", equalTo(5))
                .body("points[0].renewed", equalTo(3))
                .body("points[0].lost", equalTo(1))
                .body("points[0].pending", equalTo(1))
                .body("points[0].due_value.amount", equalTo("4800.00"))
                .body("points[0].gross_value.amount", equalTo("3120.00"))
                .body("points[0].net_value.amount", equalTo("3720.00"))
                .body("points[0].rate", equalTo(0.75f))
                .body("points[0].complete", equalTo(false));
        february("renewal_rate", 0.75f);
        february("gross_renewal_rate", 0.65f);
        february("net_renewal_rate", 0.775f);
        ask("net_renewal_rate/contributions?" + FEBRUARY)
                .body("value", equalTo(0.775f))
                .body("data.account_id", contains("left", "less", "more", "same"))
                .body("data.numerator", contains("0", "720", "1800", "1200"));
        ask("renewal_rate?least_term_months=1&" + FEBRUARY).body("series[0].points[0].value", equalTo(0.8f));
        ask("renewal_rate?least_term_months=1&group_by=term&" + FEBRUARY)
                .body("series.group.term", contains("1-month", "12-month"))
                .body("series[0].points[0].value", equalTo(1))
                .body("series[1].points[0].value", equalTo(0.75f));
        ask("gross_renewal_rate?group_by=billing_interval,term&" + FEBRUARY)
                .body("series.group.billing_interval", contains("1-month"))
                .body("series.group.term", contains("12-month"))
                .body("series[0].points[0].value", equalTo(0.65f));
        MutableClock.set("2026-03-23T12:00:00Z");
        february("renewal_rate", 0.6f);
        ask("renewal_rate?grace_days=60&" + FEBRUARY).body("series[0].points[0].value", equalTo(0.75f));
    }

    @Test
    void whatIsScheduledIsCommitted() {
        feed.start("acme", "a1", "pro", "2026-01-10", "100", "USD");
        feed.start("beta", "b1", "pro", "2026-01-10", "80", "USD");
        feed.end("beta", "b1", "pro", "2026-04-10", "80", "USD");
        feed.start("acme", "a1", "max", "2026-05-01", "150", "USD");
        feed.start("gamma", "g1", "pro", "2026-06-01", "40", "USD");
        Ledgers.caughtUp(tenant);
        ask("committed-mrr")
                .body("until", equalTo("2026-06-02"))
                .body("series[0].mrr.amount", equalTo("180.00"))
                .body("series[0].new.amount", equalTo("40.00"))
                .body("series[0].expansion.amount", equalTo("50.00"))
                .body("series[0].churn.amount", equalTo("80.00"))
                .body("series[0].contraction.amount", equalTo("0.00"))
                .body("series[0].committed.amount", equalTo("190.00"));
        ask("committed_mrr?from=2026-02-01&to=2026-04-01")
                .body("series[0].points[0].value", nullValue())
                .body("series[0].points[1].value.amount", equalTo("190.00"));
        ask("committed-mrr?until=2026-05-01").body("series[0].committed.amount", equalTo("100.00"));
        ask("mrr?" + FEBRUARY).body("series[0].points[0].value.amount", equalTo("180.00"));
        ask("expected-cash?from=2026-03-01&to=2026-07-01")
                .body("points[0].amounts[0].amount", equalTo("180.00"))
                .body("points[1].amounts[0].amount", equalTo("100.00"))
                .body("points[2].amounts[0].amount", equalTo("150.00"))
                .body("points[3].amounts[0].amount", equalTo("190.00"))
                .body("points.complete", contains(false, false, false, false));
        ask("expected-cash").body("points", hasSize(12));
        Api.as(TestTenants.fresh(), "metrics:read")
                .get("/v1/metrics/committed-mrr")
                .then()
                .statusCode(200)
                .body("series[0].committed.amount", equalTo("0.00"));
    }
}
