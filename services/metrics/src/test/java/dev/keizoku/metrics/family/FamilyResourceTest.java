package dev.keizoku.metrics.family;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.metrics.Ledgers;
import dev.keizoku.metrics.pull.FeedRows;
import dev.keizoku.metrics.pull.FeedStub;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A group of three levels whose plant moves to its shop, and a group that leaves. */
@QuarkusTest
@WithKeizoku
@QuarkusTestResource(FeedStub.class)
class FamilyResourceTest {

    private String tenant = "";

    @BeforeEach
    void twoGroups() {
        MutableClock.set("2026-03-15T12:00:00Z");
        tenant = TestTenants.fresh();
        FeedRows feed = new FeedRows(tenant);
        feed.settings(2, "UTC", "USD");
        below(feed, "country", "group");
        below(feed, "plant", "country");
        below(feed, "shop", "country");
        below(feed, "lost", "other");
        FeedStub.add(tenant, feed.accountRow("group", Map.of()));
        feed.start("plant", "p", "basic", "2025-01-01", "100", "USD");
        feed.end("plant", "p", "basic", "2025-09-01", "100", "USD");
        feed.start("shop", "s", "basic", "2025-09-01", "150", "USD");
        feed.start("group", "g", "basic", "2025-02-01", "50", "USD");
        feed.start("lost", "l", "basic", "2025-01-01", "80", "USD");
        feed.end("lost", "l", "basic", "2025-12-01", "80", "USD");
        Ledgers.caughtUp(tenant);
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    @Test
    void groupsAreRetainedOrNotAsOneCustomer() {
        ask("families")
                .body("day", equalTo("2026-03-15"))
                .body("before_day", equalTo("2025-03-15"))
                .body("data.account_id", contains("group", "other"))
                .body("data.accounts", contains(4, 2))
                .body("data.levels", contains(3, 2))
                .body("data.mrr.amount", contains("200.00", "0.00"))
                .body("data.mrr_12_months_before.amount", contains("150.00", "80.00"))
                .body("data.retained", contains(true, false))
                .body("data[0].nrr", equalTo(1.333333f))
                .body("data.grr", contains(1.0f, 0.0f))
                .body("retention.families", equalTo(2))
                .body("retention.rate", equalTo(0.5f));
        String next = ask("families?limit=1")
                .body("data.account_id", contains("group"))
                .extract()
                .path("next_cursor");
        Api.as(tenant, "metrics:read")
                .queryParam("limit", 1)
                .queryParam("cursor", next)
                .get("/v1/metrics/families")
                .then()
                .statusCode(200)
                .body("data.account_id", contains("other"))
                .body("has_more", equalTo(false));
    }

    @Test
    void anAccountAddsUpAllThatIsBelowItOnEveryLevel() {
        ask("families/group")
                .body("family.mrr.amount", equalTo("200.00"))
                .body("data.account_id", contains("group", "country", "plant", "shop"))
                .body("data.level", contains(0, 1, 2, 2))
                .body("data.mrr.amount", contains("50.00", "0.00", "0.00", "150.00"))
                .body("data.mrr_with_all_below.amount", contains("200.00", "150.00", "0.00", "150.00"));
        ask("families/country?day=2025-08-31").body("family.mrr.amount", equalTo("100.00"));
        Api.as(tenant, "metrics:read").get("/v1/metrics/families/nobody").then().statusCode(404);
    }

    @Test
    void aChainOfAThousandLevelsAddsUp() {
        FeedRows feed = new FeedRows(tenant);
        FeedStub.add(tenant, feed.accountRow("c0", Map.of()));
        for (int level = 1; level < 1_000; level++) {
            below(feed, "c" + level, "c" + (level - 1));
        }
        feed.start("c999", "deep", "basic", "2025-01-01", "70", "USD");
        feed.start("c500", "middle", "basic", "2025-01-01", "30", "USD");
        Ledgers.caughtUp(tenant);
        ask("families/c0")
                .body("family.levels", equalTo(1_000))
                .body("family.mrr.amount", equalTo("100.00"))
                .body("data.size()", equalTo(1_000))
                .body("data[0].mrr_with_all_below.amount", equalTo("100.00"))
                .body("data[500].mrr_with_all_below.amount", equalTo("100.00"))
                .body("data[501].mrr_with_all_below.amount", equalTo("70.00"))
                .body("data[999].mrr_with_all_below.amount", equalTo("70.00"));
    }

    private void below(FeedRows feed, String account, String parent) {
        FeedStub.add(tenant, feed.accountRow(account, Map.of()).put("parent_id", parent));
    }

    private ValidatableResponse ask(String path) {
        return Api.as(tenant, "metrics:read").get("/v1/metrics/" + path).then().statusCode(200);
    }
}
