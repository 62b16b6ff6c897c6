package dev.keizoku.health.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class NoLoginTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-03-20T00:00:00Z");
    }

    @Test
    void opensOnDayFourteenAndNotOnDayThirteen() {
        String tenant = tenantWithLoginOn("2026-03-01");

        Runs.score(tenant, "2026-03-14");
        assertThat(signals(tenant, "open").getList("data")).isEmpty();

        Runs.score(tenant, "2026-03-15");
        JsonPath open = signals(tenant, "open");
        assertThat(open.getList("data")).hasSize(1);
        assertThat(open.getString("data[0].type")).isEqualTo("NO_LOGIN_14D");
        assertThat(open.getString("data[0].opened_on")).isEqualTo("2026-03-15");
        assertThat(open.getString("data[0].evidence.last_login_on")).isEqualTo("2026-03-01");
        assertThat(open.getInt("data[0].evidence.days_since_login")).isEqualTo(14);
    }

    @Test
    void staysTheSameSignalWhileItLastsAndEndsWhenALoginReturns() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-15");
        String opened = signals(tenant, "open").getString("data[0].id");
        Runs.score(tenant, "2026-03-16");
        Runs.score(tenant, "2026-03-16");
        assertThat(signals(tenant, "open").getList("data.id")).containsExactly(opened);

        Upstreams.of(tenant).usage("a", "2026-03-17", 1, "a");
        Runs.score(tenant, "2026-03-17");

        assertThat(signals(tenant, "open").getList("data")).isEmpty();
        JsonPath resolved = signals(tenant, "resolved");
        assertThat(resolved.getString("data[0].id")).isEqualTo(opened);
        assertThat(resolved.getString("data[0].resolved_on")).isEqualTo("2026-03-17");
        assertThat(resolved.getString("data[0].resolution")).isEqualTo("login_returned");
    }

    @Test
    void movesTheScoreOfTheAccountForACrm() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-14");
        int before = score(tenant).getInt("change_seq");
        Runs.score(tenant, "2026-03-15");

        assertThat(score(tenant).getInt("change_seq")).isGreaterThan(before);
        assertThat(score(tenant).getList("signals")).containsExactly("NO_LOGIN_14D");
        assertThat(score(tenant).getString("override.rule")).isEqualTo("no_login_days");
        assertThat(score(tenant).getFloat("computed_score"))
                .isGreaterThan(score(tenant).getFloat("score"));
    }

    @Test
    void opensNoneWhenTheWholeTenantFellSilent() {
        String tenant = tenantWithLoginOn("2026-02-01");
        Upstreams.of(tenant).usageFlows(false);

        Runs.score(tenant, "2026-03-15");

        assertThat(signals(tenant, "open").getList("data")).isEmpty();
        assertThat(score(tenant).getString("band")).isEqualTo("unknown");
        assertThat(score(tenant).getString("score")).isNull();
    }

    @Test
    void ranOverOlderDaysOpensNothing() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Upstreams.of(tenant).usage("a", "2026-03-18", 10, "a", "b");
        Runs.score(tenant, "2026-03-18");
        Upstreams.of(tenant).usage("a", "2026-01-01", 0);

        Runs.score(tenant, "2026-03-01");

        assertThat(signals(tenant, "open").getList("data")).isEmpty();
    }

    @Test
    void endsWhenTheAccountLeaves() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-03-15");
        Upstreams.of(tenant).without("a");
        Runs.score(tenant, "2026-03-16");

        assertThat(signals(tenant, "resolved").getString("data[0].resolution")).isEqualTo("account_left");
    }

    /** An account that was active on many days, so that only the missing login speaks against it. */
    private static String tenantWithLoginOn(String day) {
        String tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
        Upstreams.of(tenant).account("a").usage("a", day, 20, "a", "b", "c", "d");
        return tenant;
    }

    private static JsonPath score(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/accounts/a/health")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath signals(String tenant, String state) {
        return Api.as(tenant, "health:read")
                .queryParam("state", state)
                .queryParam("type", "NO_LOGIN_14D")
                .get("/v1/risk-signals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
