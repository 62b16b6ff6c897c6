package dev.keizoku.health.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requirement 85: why customers left, and whether it was seen coming. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class LeaverResourceTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-04-17T01:00:00Z");
    }

    @Test
    void whoLeftStandsBesideWhatWasFoundOutAndWhatWasSeen() {
        String tenant = withLeavers();

        JsonPath leavers = get(tenant, "/v1/analysis/leavers");

        assertThat(leavers.getList("data.account_id")).containsExactly("quiet", "told", "seen");
        JsonPath seen = leavers.setRootPath("data[2]");
        assertThat(seen.getString("left_on")).isEqualTo("2026-04-15");
        assertThat(seen.getString("interview.reason")).isEqualTo("price");
        assertThat(seen.getBoolean("interview.detected")).isFalse();
        assertThat(seen.getBoolean("detected")).isTrue();
        assertThat(seen.getString("first_sign.on")).isEqualTo("2026-04-10");
        assertThat(seen.getString("first_sign.signal")).isEqualTo("NO_LOGIN_14D");
        assertThat(seen.getInt("lead_days")).isEqualTo(5);
    }

    @Test
    void whatACustomerSaysByGivingNoticeIsNoSignThatWasSeen() {
        JsonPath told = get(withLeavers(), "/v1/analysis/leavers").setRootPath("data[1]");

        assertThat(told.getString("account_id")).isEqualTo("told");
        assertThat(told.getBoolean("detected")).isFalse();
        assertThat(told.getString("first_sign")).isNull();
        assertThat(told.getString("lead_days")).isNull();
    }

    @Test
    void reasonsAreCountedWithTheirSharesAndWhatWasSeenOfThem() {
        JsonPath reasons = get(withLeavers(), "/v1/analysis/leavers/reasons");

        assertThat(reasons.getInt("all.leavers")).isEqualTo(3);
        assertThat(reasons.getInt("interviewed")).isEqualTo(2);
        assertThat(reasons.getList("data.reason")).containsExactly("price", null);
        assertThat(reasons.getInt("data[0].leavers")).isEqualTo(2);
        assertThat(reasons.getFloat("data[0].share")).isEqualTo(0.6667f);
        assertThat(reasons.getInt("data[0].told_detected")).isEqualTo(1);
        assertThat(reasons.getInt("data[0].told_undetected")).isEqualTo(1);
        assertThat(reasons.getInt("data[0].detected")).isEqualTo(1);
        assertThat(reasons.getInt("data[0].undetected")).isEqualTo(1);
        assertThat(reasons.getFloat("data[0].detected_share")).isEqualTo(0.5f);
        assertThat(reasons.getFloat("data[0].median_lead_days")).isEqualTo(5f);
    }

    @Test
    void pagesAndPeriodsLeaveNobodyOutAndTakeNobodyTwice() {
        String tenant = withLeavers();

        JsonPath first = get(tenant, "/v1/analysis/leavers?limit=2");
        JsonPath second = get(tenant, "/v1/analysis/leavers?limit=2&cursor=" + first.getString("next_cursor"));

        assertThat(first.getList("data.account_id")).containsExactly("quiet", "told");
        assertThat(second.getList("data.account_id")).containsExactly("seen");
        assertThat(second.getBoolean("has_more")).isFalse();
        assertThat(get(tenant, "/v1/analysis/leavers?from=2026-04-15&to=2026-04-16")
                        .getList("data.account_id"))
                .containsExactly("seen");
        assertThat(get(tenant, "/v1/analysis/leavers/reasons?to=2026-04-01").getInt("all.leavers"))
                .isZero();
        Api.as(tenant, "health:read")
                .get("/v1/analysis/leavers?from=2026-05-01&to=2026-04-01")
                .then()
                .statusCode(400);
    }

    /** One whose logins stopped, one that gave notice out of the blue, one that left without a word; one stays. */
    private static String withLeavers() {
        String tenant = TestTenants.fresh();
        Upstreams.Tenant known = Upstreams.of(tenant);
        for (String account : new String[] {"quiet", "seen", "stays", "told"}) {
            known.fact(account, "\"state\": \"active\", \"customer_since\": \"2025-01-01\", \"owner\": \"sato\"");
            known.usage(account, account.equals("seen") ? "2026-03-01" : "2026-04-14", 20);
        }
        Runs.score(tenant, "2026-04-10");
        known.fact(
                "told",
                "\"state\": \"active\", \"customer_since\": \"2025-01-01\", \"owner\": \"sato\","
                        + " \"cancel_at\": \"2026-04-16T00:00:00Z\"");
        Runs.score(tenant, "2026-04-14");
        known.fact("seen", "\"state\": \"ended\", \"ended_on\": \"2026-04-15\"");
        known.fact("told", "\"state\": \"ended\", \"ended_on\": \"2026-04-16\"");
        known.fact("quiet", "\"state\": \"ended\", \"ended_on\": \"2026-04-16\"");
        Runs.score(tenant, "2026-04-16");
        postMortem(tenant, "seen", "\"reason\": \"price\", \"detected\": false");
        postMortem(tenant, "told", "\"reason\": \"price\", \"detected\": true, \"signal\": \"a call\"");
        return tenant;
    }

    private static void postMortem(String tenant, String account, String fields) {
        Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("""
                        {"touchpoints": [{"kind": "post_mortem", "touchpoint_id": "p-%s", "account_id": "%s",
                          "occurred_at": "2026-04-16T05:00:00Z", %s}]}
                        """.formatted(account, account, fields))
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }

    private static JsonPath get(String tenant, String path) {
        return Api.as(tenant, "health:read")
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
