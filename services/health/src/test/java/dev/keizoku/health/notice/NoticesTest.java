package dev.keizoku.health.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.PlayCalls;
import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.health.expansion.Growing;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a night and of what people do, as the gateway reads it. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class NoticesTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-04-20T01:00:00Z");
    }

    @Test
    void threeNightsOfOneSignalAreToldOnce() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        Runs.score(tenant, "2026-04-15");
        Runs.score(tenant, "2026-04-16");

        assertThat(told(tenant, "play.triggered"))
                .filteredOn(notice -> "NO_LOGIN_14D".equals(at(notice, "play", "signal_type")))
                .hasSize(1);
        assertThat(told(tenant, "risk.signal_opened"))
                .extracting(notice -> at(notice, "signal", "type"))
                .containsOnlyOnce("NO_LOGIN_14D");
    }

    @Test
    void theSameDayAgainTellsNothing() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        Runs.score(tenant, "2026-04-15");
        long head = page(tenant).getLong("head");

        Runs.score(tenant, "2026-04-15");

        assertThat(head).isPositive();
        assertThat(page(tenant).getLong("head")).isEqualTo(head);
    }

    @Test
    void aFallIsToldWithWhatWasBeforeAndTheNumberOfTheChange() {
        String tenant = tenantWithLoginOn("2026-04-14");
        Runs.score(tenant, "2026-04-14");
        assertThat(told(tenant, "health.score_changed")).isEmpty();
        Upstreams.of(tenant).usage("a", "2026-03-10", 0);

        Runs.score(tenant, "2026-04-15");

        JsonPath health = Api.as(tenant, "health:read")
                .get("/v1/accounts/a/health")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Map<String, Object> changed = told(tenant, "health.score_changed").getFirst();
        assertThat(changed)
                .containsEntry("account_id", "a")
                .containsEntry("as_of", "2026-04-15")
                .containsEntry("change_seq", health.getInt("change_seq"))
                .containsEntry("external_ids", Map.of("crm", "x-a"));
        assertThat(((Number) changed.get("delta")).doubleValue()).isLessThan(-10);
        assertThat(at(changed, "previous", "band")).isEqualTo("green");
        assertThat((List<?>) changed.get("reasons")).isNotEmpty();
        assertThat(told(tenant, "health.score_dropped")).hasSize(1);
        Map<String, Object> band = told(tenant, "health.band_changed").getFirst();
        assertThat(band).containsEntry("band", health.getString("band"));
        assertThat(at(band, "previous", "band")).isEqualTo("green");
        assertThat(told(tenant, "risk.level_changed")).hasSize(1);
    }

    @Test
    void whatWasLongAgoIsNoNews() {
        String tenant = tenantWithLoginOn("2026-03-01");
        Runs.score(tenant, "2026-04-01");
        Upstreams.of(tenant).usage("a", "2026-04-02", 20, "a", "b", "c", "d");

        Runs.score(tenant, "2026-04-02");

        assertThat(page(tenant).getLong("head")).isZero();
    }

    @Test
    void aRenewalIsToldOncePerDeadline() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).fact("a", """
                "state": "active", "customer_since": "2025-01-01",
                "renewal": {"renews_on": "2026-07-31", "notice_deadline": "2026-06-30", "auto_renew": true}
                """);
        Runs.score(tenant, "2026-04-14");
        Runs.score(tenant, "2026-04-15");

        assertThat(told(tenant, "renewal.notice_due"))
                .extracting("notice_deadline")
                .containsExactly("2026-06-30");
    }

    /** Requirement 49: usage is reported every month, and who uses little is told of. */
    @Test
    void theFirstNightOfAMonthTellsThatTheReportOfTheMonthBeforeIsReady() {
        MutableClock.set("2026-05-01T01:00:00Z");
        String tenant = tenantWithLoginOn("2026-03-31");
        Upstreams.of(tenant).account("b").usage("b", "2026-04-30", 20, "a", "b", "c", "d");
        Runs.score(tenant, "2026-04-29");
        assertThat(told(tenant, "usage_report.ready")).isEmpty();

        Runs.score(tenant, "2026-04-30");

        assertThat(told(tenant, "usage_report.ready"))
                .extracting(notice ->
                        notice.get("account_id") + " " + notice.get("month") + " " + notice.get("little_used"))
                .containsExactly("a 2026-04 true", "b 2026-04 false");
        Map<String, Object> little = told(tenant, "usage_report.ready").getFirst();
        assertThat(little.get("reasons"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("NO_LOGIN_14D");
        Api.as(tenant, "health:read")
                .queryParam("month", little.get("month"))
                .get("/v1/accounts/a/usage-report")
                .then()
                .statusCode(200);
    }

    @Test
    void aReportIsToldOnceHoweverOftenTheNightIsRun() {
        MutableClock.set("2026-05-02T01:00:00Z");
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-30");
        Runs.score(tenant, "2026-04-30");
        Runs.score(tenant, "2026-05-01");
        Runs.score(tenant, "2026-04-30");

        assertThat(told(tenant, "usage_report.ready")).extracting("month").containsExactly("2026-04");
    }

    @Test
    void aMissedNightTellsOfTheReportLater() {
        MutableClock.set("2026-05-04T01:00:00Z");
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-28");

        Runs.score(tenant, "2026-05-02");

        assertThat(told(tenant, "usage_report.ready")).extracting("month").containsExactly("2026-04");
    }

    @Test
    void aMonthThatIsNotOverHasNoReportToTellOf() {
        MutableClock.set("2026-04-30T03:00:00Z");
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-29");

        Runs.score(tenant, "2026-04-30");

        assertThat(told(tenant, "usage_report.ready")).isEmpty();
    }

    @Test
    void whatPeopleDoIsToldInTheSameTransaction() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        String signal = Api.as(tenant, "health:read")
                .get("/v1/risk-signals")
                .jsonPath()
                .getString("data.find { it.type == 'NO_LOGIN_14D' }.id");
        Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/risk-signals/{id}/acknowledge", signal)
                .then()
                .statusCode(200);
        String play = PlayCalls.open(tenant, "a", "qbr").getString("play.id");
        PlayCalls.post(tenant, play, "complete", "{\"outcome\": \"improved\"}");

        assertThat(told(tenant, "risk.signal_updated"))
                .extracting(notice -> at(notice, "previous", "state"))
                .containsExactly("open");
        assertThat(told(tenant, "play.triggered"))
                .extracting(notice -> at(notice, "play", "id"))
                .contains(play);
        assertThat(told(tenant, "play.completed"))
                .extracting(notice -> at(notice, "play", "id"))
                .containsExactly(play);
    }

    @Test
    void aPlayNobodyBeganInTimeIsToldOnce() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        MutableClock.set("2026-04-30T01:00:00Z");
        Runs.score(tenant, "2026-04-28");
        Runs.score(tenant, "2026-04-29");

        assertThat(told(tenant, "play.overdue"))
                .filteredOn(notice -> "NO_LOGIN_14D".equals(at(notice, "play", "signal_type")))
                .hasSize(1);
    }

    @Test
    void aStageIsToldWithTheOneBefore() {
        String tenant = TestTenants.fresh();
        payingUntil(tenant, "null");
        Runs.score(tenant, "2026-04-14");
        payingUntil(tenant, "{\"renews_on\": \"2026-06-10\", \"auto_renew\": true}");
        Runs.score(tenant, "2026-04-15");
        Runs.score(tenant, "2026-04-16");

        assertThat(told(tenant, "lifecycle.stage_changed")).singleElement().satisfies(notice -> {
            assertThat(notice).containsEntry("stage", "retention").containsEntry("stage_since", "2026-04-15");
            assertThat(at(notice, "previous", "stage")).isEqualTo("adoption");
        });
    }

    private static void payingUntil(String tenant, String renewal) {
        Upstreams.of(tenant).fact("a", """
                "state": "active", "customer_since": "2025-01-01", "core_features": ["a", "b"], "renewal": %s
                """.formatted(renewal)).usage("a", "2026-04-14", 20, "a", "b");
    }

    @Test
    void thatMoreMayBeProposedIsToldAndThatItNoLongerMay() {
        MutableClock.set("2026-06-11T00:00:00Z");
        String tenant = Growing.tenant();
        assertThat(told(tenant, "expansion.opened")).singleElement().satisfies(notice -> {
            assertThat(notice).containsEntry("expansion", "eligible");
            assertThat((List<?>) notice.get("kinds")).isNotEmpty();
        });
        assertThat(told(tenant, "expansion.blocked")).isEmpty();
        Growing.ticket(tenant, "a", "t1");

        Runs.score(tenant, Growing.TODAY);

        assertThat(told(tenant, "expansion.opened")).hasSize(1);
        assertThat(told(tenant, "expansion.blocked")).singleElement().satisfies(notice -> {
            assertThat(notice).containsEntry("expansion", "blocked");
            assertThat(at(notice, "previous", "expansion")).isEqualTo("eligible");
        });
    }

    @Test
    void theEndOfASignalIsToldOnceAndWhy() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        Upstreams.of(tenant).usage("a", "2026-04-15", 20, "a", "b", "c", "d");
        Runs.score(tenant, "2026-04-15");
        Runs.score(tenant, "2026-04-16");

        assertThat(told(tenant, "risk.signal_resolved"))
                .filteredOn(notice -> "NO_LOGIN_14D".equals(at(notice, "signal", "type")))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(at(notice, "signal", "state")).isEqualTo("resolved");
                    assertThat(at(notice, "signal", "resolution")).isEqualTo("login_returned");
                    assertThat(at(notice, "signal", "resolved_on")).isEqualTo("2026-04-15");
                    assertThat(at(notice, "previous", "state")).isEqualTo("open");
                });
    }

    @Test
    void whatPeopleWroteIsNotTold() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        String signal = Api.as(tenant, "health:read")
                .get("/v1/risk-signals")
                .jsonPath()
                .getString("data.find { it.type == 'NO_LOGIN_14D' }.id");
        Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"note\": \"Ms Sato is on leave\"}")
                .post("/v1/risk-signals/{id}/acknowledge", signal)
                .then()
                .statusCode(200);
        String play = PlayCalls.open(tenant, "a", "qbr").getString("play.id");
        PlayCalls.post(tenant, play, "complete", "{\"outcome\": \"improved\", \"note\": \"Ms Sato was happy\"}")
                .then()
                .statusCode(200);

        assertThat(told(tenant, "play.completed")).hasSize(1);
        assertThat(page(tenant).prettify()).doesNotContain("Sato");
    }

    private static JsonPath page(String tenant) {
        return Api.as(tenant, "internal")
                .queryParam("limit", 1000)
                .get("/v1/notices")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<Map<String, Object>> told(String tenant, String type) {
        return page(tenant).getList("data.findAll { it.type == '" + type + "' }.data");
    }

    private static Object at(Map<String, Object> notice, String field, String inner) {
        return ((Map<?, ?>) notice.get(field)).get(inner);
    }

    private static String tenantWithLoginOn(String day) {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).account("a").usage("a", day, 20, "a", "b", "c", "d");
        return tenant;
    }
}
