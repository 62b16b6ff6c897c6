package dev.keizoku.health.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.PlayCalls;
import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which plays a night opens and takes back, over HTTP. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class PlayOpeningTest {

    @BeforeEach
    void clock() {
        // A Monday.
        MutableClock.set("2026-04-20T01:00:00Z");
    }

    @Test
    void threeNightsOfTheSameSignalAreOnePlay() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        Runs.score(tenant, "2026-04-15");
        Runs.score(tenant, "2026-04-16");

        List<Map<String, Object>> plays = signalPlays(tenant);
        assertThat(plays).hasSize(1);
        assertThat(plays.getFirst())
                .containsEntry("signal_type", "NO_LOGIN_14D")
                .containsEntry("state", "open")
                .containsEntry("tier", "meeting")
                .containsEntry("opened_on", "2026-04-14")
                .containsEntry("overdue", false);
    }

    @Test
    void theSameDayAgainOpensNothing() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        List<Map<String, Object>> before = PlayCalls.list(tenant);

        Runs.score(tenant, "2026-04-14");

        assertThat(before).isNotEmpty();
        assertThat(PlayCalls.list(tenant)).isEqualTo(before);
    }

    @Test
    void aPlayNobodyBeganGoesWithItsSignalAndComesBackWithIt() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        login(tenant, "2026-04-15");
        Runs.score(tenant, "2026-04-15");
        assertThat(signalPlays(tenant)).extracting("state").containsExactly("withdrawn");
        assertThat(PlayCalls.get(tenant, signalPlays(tenant).getFirst().get("id"))
                        .getString("play.end.reason"))
                .isEqualTo("signal_over");

        login(tenant, "2026-03-31");
        Runs.score(tenant, "2026-04-17");

        assertThat(signalPlays(tenant)).extracting("state").containsExactly("withdrawn", "open");
        assertThat(signalPlays(tenant)).extracting("signal_id").doesNotContainNull();
    }

    @Test
    void aPlaySomebodyBeganStays() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        PlayCalls.post(tenant, signalPlays(tenant).getFirst().get("id"), "start", "")
                .then()
                .statusCode(200);
        login(tenant, "2026-04-15");

        Runs.score(tenant, "2026-04-15");

        assertThat(signalPlays(tenant)).extracting("state").containsExactly("started");
    }

    @Test
    void aPlayNobodyBeganGivesWayToAHigherTierWhenTheRiskRises() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        Upstreams.of(tenant).fact("a", """
                "state": "active", "customer_since": "2025-01-01", "core_features": ["a", "b", "c", "d"],
                "cancel_at": "2026-05-31T00:00:00Z"
                """);

        Runs.score(tenant, "2026-04-15");
        Runs.score(tenant, "2026-04-16");

        assertThat(signalPlays(tenant))
                .filteredOn(play -> "NO_LOGIN_14D".equals(play.get("signal_type")))
                .extracting(play -> play.get("tier") + " " + play.get("state"))
                .containsExactly("meeting withdrawn", "executive open");
        assertThat(signalPlays(tenant))
                .filteredOn(play -> "CANCELLATION_NOTICE".equals(play.get("signal_type")))
                .extracting(play -> play.get("tier") + " " + play.get("state"))
                .containsExactly("executive open");
    }

    @Test
    void onePlayOfAProgrammeAnswersWhateverAsksForIt() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).fact("a", "\"state\": \"active\", \"customer_since\": \"2026-04-10\"");
        Runs.score(tenant, "2026-04-14");
        Runs.score(tenant, "2026-04-15");

        assertThat(PlayCalls.each("source", tenant, "playbook", "onboarding")).hasSize(1);
        assertThat(signals(tenant)).contains("UNOWNED_ACCOUNT");
    }

    @Test
    void whoLeftIsAskedWhyUntilAPostMortemSaysSo() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant)
                .fact("a", "\"state\": \"ended\", \"ended_on\": \"2026-04-01\"")
                .fact("long-ago", "\"state\": \"ended\", \"ended_on\": \"2026-02-01\"")
                .fact("longer-ago", "\"state\": \"ended\", \"ended_on\": \"2025-12-01\"");
        Runs.score(tenant, "2026-04-14");
        Runs.score(tenant, "2026-04-15");
        assertThat(PlayCalls.each("account_id", tenant, "playbook", "churn_interview"))
                .containsExactlyInAnyOrder("a", "long-ago");

        touchpoint(tenant, """
                {"kind": "post_mortem", "touchpoint_id": "p1", "account_id": "a", "occurred_at": "2026-04-15T00:30:00Z",
                 "reason": "price"}
                """);
        Runs.score(tenant, "2026-04-15");

        assertThat(PlayCalls.list(tenant, "playbook", "churn_interview", "state", "open"))
                .extracting("account_id")
                .containsExactly("long-ago");
        assertThat(PlayCalls.list(tenant, "playbook", "churn_interview", "state", "withdrawn"))
                .extracting("account_id")
                .containsExactly("a");
    }

    @Test
    void anotherOwnerOrMainContactOpensOneHandoverAndANewAddressNone() {
        String tenant = TestTenants.fresh();
        for (String account : new String[] {"contact", "owner", "quiet", "role"}) {
            person(tenant, account, "sato", "c1", "buyer", "old");
        }
        Runs.score(tenant, "2026-04-14");
        assertThat(PlayCalls.each("account_id", tenant, "playbook", "handover")).isEmpty();

        person(tenant, "contact", "sato", "c2", "buyer", "old");
        person(tenant, "owner", "mori", "c1", "buyer", "old");
        person(tenant, "role", "sato", "c1", "director", "old");
        person(tenant, "quiet", "sato", "c1", "buyer", "new");
        Runs.score(tenant, "2026-04-15");
        Runs.score(tenant, "2026-04-15");
        Runs.score(tenant, "2026-04-16");

        assertThat(PlayCalls.each("account_id", tenant, "playbook", "handover"))
                .containsExactlyInAnyOrder("contact", "owner", "role");
        assertThat(PlayCalls.each("state", tenant, "playbook", "handover")).containsOnly("open");
    }

    @Test
    void aRenewalOpensOnePlayAndTakesItBackWhenTheCustomerConfirms() {
        String tenant = TestTenants.fresh();
        renewal(tenant, "");
        Runs.score(tenant, "2026-04-14");
        Runs.score(tenant, "2026-04-15");
        assertThat(PlayCalls.each("state", tenant, "playbook", "renewal")).containsExactly("open");

        renewal(tenant, ", \"intent\": \"renew\"");
        Runs.score(tenant, "2026-04-16");

        assertThat(PlayCalls.each("state", tenant, "playbook", "renewal")).containsExactly("withdrawn");
    }

    @Test
    void aPlayExpiresWhenNobodyBeganIt() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        // A meeting is to be begun within 21 days of the 20th of April.
        MutableClock.set("2026-05-12T01:00:00Z");

        Runs.score(tenant, "2026-05-06");

        assertThat(signalPlays(tenant)).extracting("state").containsExactly("expired");
    }

    @Test
    void aProgrammeThatIsSwitchedOffOpensNothing() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body("""
                        {"playbooks": [{"key": "meeting", "enabled": false}, {"key": "save_manager", "enabled": false}]}
                        """)
                .put("/v1/playbooks")
                .then()
                .statusCode(200);

        Runs.score(tenant, "2026-04-14");

        assertThat(signalPlays(tenant)).isEmpty();
    }

    @Test
    void anAccountThatLeftForGoodHasNoPlaysThatNobodyBegan() {
        String tenant = tenantWithLoginOn("2026-03-31");
        Runs.score(tenant, "2026-04-14");
        Upstreams.of(tenant).without("a");

        Runs.score(tenant, "2026-04-15");

        assertThat(PlayCalls.each("state", tenant)).containsOnly("withdrawn");
    }

    private static void renewal(String tenant, String intent) {
        Upstreams.of(tenant).fact("a", """
                "state": "active", "customer_since": "2025-01-01",
                "renewal": {"renews_on": "2026-07-31", "notice_deadline": "2026-06-30", "auto_renew": true%s}
                """.formatted(intent));
    }

    /** An account that was active on many days, so that only the missing login speaks against it. */
    private static String tenantWithLoginOn(String day) {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).account("a");
        login(tenant, day);
        return tenant;
    }

    private static void login(String tenant, String day) {
        Upstreams.of(tenant).usage("a", day, 20, "a", "b", "c", "d");
    }

    private static List<Map<String, Object>> signalPlays(String tenant) {
        return PlayCalls.list(tenant).stream()
                .filter(play -> "signal".equals(play.get("source")))
                .toList();
    }

    private static List<String> signals(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/risk-signals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("data.type", String.class);
    }

    /** A paying customer far from where people change places in April. */
    private static void person(
            String tenant, String account, String owner, String contact, String role, String address) {
        Upstreams.of(tenant)
                .fact(account, """
                        "state": "active", "customer_since": "2025-01-01", "country": "US", "owner": "%s",
                        "contacts": [{"contact_id": "%s", "role": "%s", "champion": false, "bridge": false,
                            "status": "active", "changed_on": null, "email": "%s@example.com"}]
                        """.formatted(owner, contact, role, address))
                .balance(account, "100", "100");
    }

    private static void touchpoint(String tenant, String body) {
        Api.as(tenant, "health:write", "backfill")
                .contentType(ContentType.JSON)
                .queryParam("history", true)
                .body("{\"touchpoints\": [" + body + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }
}
