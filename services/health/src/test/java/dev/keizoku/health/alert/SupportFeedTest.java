package dev.keizoku.health.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers do not all fall silent in one week: then their tickets no longer come to us. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class SupportFeedTest {

    private static final int ACCOUNTS = 22;
    private static final LocalDate BREAKS = LocalDate.of(2026, 5, 13);

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-20T00:00:00Z");
    }

    @Test
    void aFeedThatBreaksIsOneAlertAndNobodyIsSilent() {
        String tenant = fleet();
        tickets(tenant, 0, BREAKS.minusDays(70), BREAKS);

        Runs.score(tenant, "2026-05-20");
        Runs.score(tenant, "2026-06-17");
        Runs.score(tenant, "2026-06-17");

        JsonPath alerts = alerts(tenant);
        assertThat(alerts.getList("data.kind")).containsExactly("support_fell");
        assertThat(alerts.getString("data[0].state")).isEqualTo("open");
        assertThat(alerts.getString("data[0].opened_on")).isEqualTo("2026-05-20");
        assertThat(alerts.getString("data[0].evidence.feed")).isEqualTo("ticket");
        assertThat(alerts.getString("data[0].text")).contains("tickets came from 0%");
        assertThat(silent(tenant)).isEmpty();
        Api.as(tenant, "health:read")
                .get("/v1/accounts/acc-00/health/explanation")
                .then()
                .statusCode(200)
                .body("measures.find { it.measure == 'support_enquiries' }.state", equalTo("stale"));
    }

    @Test
    void oneThatFallsSilentAmongOthersIsASignAndNoFault() {
        String tenant = fleet();
        tickets(tenant, 0, BREAKS.minusDays(70), BREAKS);
        tickets(tenant, 1, BREAKS, LocalDate.of(2026, 6, 18));

        Runs.score(tenant, "2026-06-17");

        assertThat(alerts(tenant).getList("data")).isEmpty();
        assertThat(silent(tenant)).containsExactly("acc-00");
    }

    @Test
    void isOverWhenTicketsComeAgain() {
        String tenant = fleet();
        tickets(tenant, 0, BREAKS.minusDays(70), BREAKS);
        Runs.score(tenant, "2026-05-20");
        tickets(tenant, 1, LocalDate.of(2026, 6, 11), LocalDate.of(2026, 6, 18));

        Runs.score(tenant, "2026-06-17");

        assertThat(alerts(tenant).getList("data.state")).containsExactly("resolved");
        assertThat(silent(tenant)).containsExactly("acc-00");
    }

    /** Accounts that are hardly used, so that each that says nothing counts as silent. */
    private static String fleet() {
        String tenant = TestTenants.fresh();
        for (int i = 0; i < ACCOUNTS; i++) {
            Upstreams.of(tenant).account(account(i)).usage(account(i), "2026-05-19", 2, "a", "b", "c", "d");
        }
        return tenant;
    }

    /** A ticket a week of each account from one on. */
    private static void tickets(String tenant, int first, LocalDate from, LocalDate until) {
        List<String> touchpoints = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(until); day = day.plusDays(7)) {
            for (int i = first; i < ACCOUNTS; i++) {
                touchpoints.add("""
                        {"kind": "ticket", "touchpoint_id": "%s-%s", "account_id": "%s", "priority": "normal",
                         "status": "resolved", "occurred_at": "%sT03:00:00Z"}
                        """.formatted(account(i), day, account(i), day));
            }
        }
        Api.as(tenant, "health:write", "backfill")
                .contentType(ContentType.JSON)
                .queryParam("history", true)
                .body("{\"touchpoints\": [" + String.join(",", touchpoints) + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }

    private static String account(int number) {
        return "acc-%02d".formatted(number);
    }

    private static JsonPath alerts(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/ingestion-alerts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> silent(String tenant) {
        return Api.as(tenant, "health:read")
                .queryParam("state", "open")
                .queryParam("type", "SILENT")
                .get("/v1/risk-signals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("data.account_id", String.class);
    }
}
