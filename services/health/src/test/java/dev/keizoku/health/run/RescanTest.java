package dev.keizoku.health.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.Usages;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot wait for the night. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class RescanTest {

    @Inject
    NoticePull notices;

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-11T08:00:00Z");
    }

    @Test
    void looksAtOneAccountAtOnce() {
        String tenant = scored();
        int other = score(tenant, "b").getInt("change_seq");
        noticed(tenant);

        Api.as(tenant, "health:write")
                .post("/v1/accounts/a/rescan")
                .then()
                .statusCode(200)
                .body("account_id", equalTo("a"))
                .body("as_of", equalTo("2026-06-11"));

        JsonPath a = score(tenant, "a");
        assertThat(a.getString("as_of")).isEqualTo("2026-06-11");
        assertThat(a.getString("risk.level")).isEqualTo("high");
        assertThat(a.getList("signals")).containsExactly("CANCELLATION_NOTICE");
        assertThat(score(tenant, "b").getInt("change_seq")).isEqualTo(other);
        assertThat(score(tenant, "b").getString("as_of")).isEqualTo("2026-06-10");
    }

    @Test
    void saysTheSameAsTheNightThatFollows() {
        String tenant = scored();
        noticed(tenant);
        Api.as(tenant, "health:write").post("/v1/accounts/a/rescan").then().statusCode(200);
        int seq = score(tenant, "a").getInt("change_seq");
        Upstreams.of(tenant)
                .measure("a", Usages.on("2026-06-11").line())
                .measure("b", Usages.on("2026-06-11").line());
        MutableClock.set("2026-06-12T00:00:05Z");

        Runs.score(tenant, "2026-06-11");

        assertThat(score(tenant, "a").getInt("change_seq")).isEqualTo(seq);
        assertThat(score(tenant, "a").getString("as_of")).isEqualTo("2026-06-11");
        assertThat(score(tenant, "b").getString("as_of")).isEqualTo("2026-06-11");
    }

    @Test
    void happensByItselfAfterAnUrgentTicket() {
        String tenant = scored();

        ticket(tenant, "urgent");

        Eventually.within(
                Duration.ofSeconds(30),
                "the account is looked at again",
                () -> score(tenant, "a").getList("signals").contains("P1_OPEN"));
        assertThat(score(tenant, "a").getString("as_of")).isEqualTo("2026-06-11");
        assertThat(score(tenant, "b").getString("as_of")).isEqualTo("2026-06-10");
    }

    @Test
    void waitsForTheNightAfterAnOrdinaryTicket() {
        String tenant = scored();

        ticket(tenant, "normal");
        // What comes later and cannot wait is looked at; so nothing is in the queue before it.
        Api.as(tenant, "health:write").post("/v1/accounts/b/rescan").then().statusCode(200);

        assertThat(score(tenant, "a").getString("as_of")).isEqualTo("2026-06-10");
    }

    @Test
    void happensByItselfAfterANotice() {
        String tenant = scored();
        notices.pull();
        noticed(tenant);
        Upstreams.of(tenant).change("b", "change_terms").change("a", "schedule_cancellation");

        notices.pull();

        Eventually.within(
                Duration.ofSeconds(30),
                "the account is looked at again",
                () -> score(tenant, "a").getList("signals").contains("CANCELLATION_NOTICE"));
        assertThat(score(tenant, "b").getString("as_of")).isEqualTo("2026-06-10");
    }

    @Test
    void knowsNoAccountThatSubscriptionsDoesNotKnow() {
        Api.as(scored(), "health:write")
                .post("/v1/accounts/nobody/rescan")
                .then()
                .statusCode(404);
    }

    @Test
    void asksToTryAgainWhileUsageIsAway() {
        String tenant = scored();
        Upstreams.of(tenant).usageDown(true);
        Api.as(tenant, "health:write").post("/v1/accounts/a/rescan").then().statusCode(503);
        Upstreams.of(tenant).mend();
        Api.as(tenant, "health:write").post("/v1/accounts/a/rescan").then().statusCode(200);
    }

    /** Two accounts in good order, scored for 10 June. */
    private static String scored() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant)
                .account("a")
                .account("b")
                .measure("a", Usages.on("2026-06-10").line())
                .measure("b", Usages.on("2026-06-10").line());
        Runs.score(tenant, "2026-06-10");
        assertThat(score(tenant, "a").getList("signals")).isEmpty();
        return tenant;
    }

    private static void noticed(String tenant) {
        Upstreams.of(tenant).fact("a", """
                "state": "active", "customer_since": "2025-01-01", "core_features": ["a", "b", "c", "d"],
                "external_ids": {"crm": "x-a"}, "name": "Account a", "plan_ids": ["pro"],
                "cancel_at": "2026-07-01T00:00:00Z"
                """);
    }

    private static void ticket(String tenant, String priority) {
        Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("""
                        {"touchpoints": [{"kind": "ticket", "touchpoint_id": "t1", "account_id": "a",
                          "occurred_at": "2026-06-11T07:59:00Z", "priority": "%s"}]}
                        """.formatted(priority))
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }

    private static JsonPath score(String tenant, String account) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/{id}/health", account)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
