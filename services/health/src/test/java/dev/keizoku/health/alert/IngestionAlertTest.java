package dev.keizoku.health.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.health.PlayCalls;
import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.Usages;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to everybody at once is a fault of the data. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class IngestionAlertTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-20T00:00:00Z");
    }

    @Test
    void aFleetAtThirtyPerCentIsOneAlertAndNoSignal() {
        String tenant = TestTenants.fresh();
        fleet(tenant, "2026-06-09", 100);
        Runs.score(tenant, "2026-06-09");
        fleet(tenant, "2026-06-10", 30);

        Runs.score(tenant, "2026-06-10");
        Runs.score(tenant, "2026-06-10");

        JsonPath alerts = alerts(tenant);
        assertThat(alerts.getList("data")).hasSize(1);
        assertThat(alerts.getString("data[0].kind")).isEqualTo("usage_fell");
        assertThat(alerts.getString("data[0].state")).isEqualTo("open");
        assertThat(alerts.getString("data[0].opened_on")).isEqualTo("2026-06-10");
        assertThat(alerts.getFloat("data[0].evidence.ratio")).isEqualTo(0.3f);
        assertThat(alerts.getString("data[0].text")).contains("30%");
        assertThat(signals(tenant)).isEmpty();
        assertThat(PlayCalls.each("source", tenant)).doesNotContain("signal");
        Api.as(tenant, "health:read")
                .get("/v1/accounts/acc-00/health/explanation")
                .then()
                .statusCode(200)
                .body("measures.find { it.measure == 'login_frequency' }.state", equalTo("stale"));
    }

    @Test
    void isResolvedWhenTheDataComesAgain() {
        String tenant = TestTenants.fresh();
        fleet(tenant, "2026-06-10", 30);
        Runs.score(tenant, "2026-06-10");
        fleet(tenant, "2026-06-11", 30);
        Runs.score(tenant, "2026-06-11");
        assertThat(alerts(tenant).getList("data.updated_on")).containsExactly("2026-06-11");

        fleet(tenant, "2026-06-12", 95);
        Runs.score(tenant, "2026-06-12");

        assertThat(alerts(tenant).getList("data.state")).containsExactly("resolved");
        assertThat(alerts(tenant).getList("data.resolved_on")).containsExactly("2026-06-12");
    }

    @Test
    void keepsTheSignalsThatWereThereBefore() {
        String tenant = TestTenants.fresh();
        fleet(tenant, "2026-06-09", 100);
        Upstreams.of(tenant)
                .measure(
                        "acc-00",
                        Usages.on("2026-06-09").lastLogin("2026-05-20").line());
        Runs.score(tenant, "2026-06-09");
        assertThat(signals(tenant)).containsExactly("NO_LOGIN_14D");
        fleet(tenant, "2026-06-10", 30);

        Runs.score(tenant, "2026-06-10");

        assertThat(signals(tenant)).containsExactly("NO_LOGIN_14D");
        Api.as(tenant, "health:read")
                .get("/v1/accounts/acc-00/health")
                .then()
                .body("signals", equalTo(List.of("NO_LOGIN_14D")));
    }

    /** 4 May is Greenery Day in Japan, where the tenant is. */
    @Test
    void aHolidayIsNoFault() {
        String tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
        fleet(tenant, "2026-05-04", 30);

        Runs.score(tenant, "2026-05-04");

        assertThat(alerts(tenant).getList("data")).isEmpty();
    }

    @Test
    void usageOfUnknownAccountsIsToldOnce() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).account("known");
        for (int i = 0; i < 12; i++) {
            Upstreams.of(tenant)
                    .measure(
                            "stranger-%02d".formatted(i),
                            Usages.on("2026-06-10").line());
        }

        Runs.score(tenant, "2026-06-10");
        Runs.score(tenant, "2026-06-11");

        JsonPath alerts = alerts(tenant);
        assertThat(alerts.getList("data.kind")).containsExactly("accounts_unmatched");
        assertThat(alerts.getInt("data[0].evidence.accounts_without_match")).isEqualTo(12);
        Api.as(tenant, "health:read")
                .queryParam("state", "resolved")
                .get("/v1/ingestion-alerts")
                .then()
                .statusCode(200)
                .body("data.size()", equalTo(0));
    }

    private static void fleet(String tenant, String day, int events) {
        for (int i = 0; i < 12; i++) {
            String account = "acc-%02d".formatted(i);
            Upstreams.of(tenant)
                    .account(account)
                    .measure(account, Usages.on(day).events(events).line());
        }
    }

    private static JsonPath alerts(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/ingestion-alerts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> signals(String tenant) {
        return Api.as(tenant, "health:read")
                .queryParam("state", "open")
                .get("/v1/risk-signals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("data.type", String.class);
    }
}
