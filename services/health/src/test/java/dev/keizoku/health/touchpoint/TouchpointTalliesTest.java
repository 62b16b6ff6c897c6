package dev.keizoku.health.touchpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.WithUpstreams;
import dev.keizoku.health.text.Intent;
import dev.keizoku.health.touchpoint.TouchpointTallies.AsOf;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was known of a stretch of accounts when. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class TouchpointTalliesTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Inject
    Jdbi jdbi;

    @Inject
    TouchpointTallies tallies;

    private String tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    @Test
    void aDayEndsAtTheTenantsMidnightAndAStretchAtItsAccounts() {
        MutableClock.set("2026-03-05T00:00:00Z");
        send(item("ticket", "t1", "a", "2026-03-01T14:59:59Z", "\"priority\": \"low\""));
        send(item("ticket", "t2", "a", "2026-03-01T15:00:00Z", "\"priority\": \"low\""));
        send(item("ticket", "t3", "b", "2026-03-01T10:00:00Z", "\"priority\": \"low\""));
        send(item("ticket", "t4", "d", "2026-03-01T10:00:00Z", "\"priority\": \"low\""));

        Map<String, TouchpointTally> read = read(DAY, "2026-03-05T00:00:00Z");

        assertThat(read).containsOnlyKeys("a", "b");
        assertThat(read.get("a").support().tickets28()).isEqualTo(1);
        assertThat(read(DAY.plusDays(1), "2026-03-05T00:00:00Z")
                        .get("a")
                        .support()
                        .tickets28())
                .isEqualTo(2);
    }

    @Test
    void whatWasTakenInLaterIsNotKnown() {
        MutableClock.set("2026-03-02T00:00:00Z");
        send(item("meeting", "m1", "a", "2026-02-20T10:00:00Z", "\"meeting\": \"qbr\""));
        MutableClock.set("2026-03-08T00:00:00Z");
        send(item("meeting", "m2", "a", "2026-02-25T10:00:00Z", "\"meeting\": \"qbr\""));

        assertThat(read(DAY, "2026-03-02T00:00:00Z").get("a").relationship().lastQbrOn())
                .isEqualTo("2026-02-20");
        assertThat(read(DAY, "2026-03-08T00:00:00Z").get("a").relationship().lastQbrOn())
                .isEqualTo("2026-02-25");
    }

    @Test
    void aTicketIsWhatWasKnownOfItThen() {
        MutableClock.set("2026-02-10T00:00:00Z");
        send(item("ticket", "t", "a", "2026-02-01T10:00:00Z", "\"priority\": \"urgent\", \"intents\": [\"bug\"]"));
        MutableClock.set("2026-03-02T00:00:00Z");
        send(item("ticket", "t", "a", "2026-02-01T10:00:00Z", "\"priority\": \"low\", \"intents\": [\"praise\"]"));

        TouchpointTally before = read(DAY, "2026-03-01T00:00:00Z").get("a");
        TouchpointTally after = read(DAY, "2026-03-02T00:00:00Z").get("a");

        assertThat(before.support().openCriticalSince()).isEqualTo("2026-02-01");
        assertThat(before.support().ticketsUsual28()).isEqualTo(0.5);
        assertThat(before.voice().said(Intent.BUG).shareBefore()).isEqualTo(1);
        assertThat(after.support().openCriticalSince()).isNull();
        assertThat(after.support().ticketsUsual28()).isEqualTo(0.5);
        assertThat(after.voice().said(Intent.BUG).shareBefore()).isEqualTo(0);
        assertThat(read(DAY, "2026-02-09T00:00:00Z")).isEmpty();
        assertThat(supportFlows("2026-03-01T00:00:00Z")).isTrue();
        assertThat(supportFlows("2026-02-09T00:00:00Z")).isFalse();
    }

    @Test
    void whatLiesOutsideEveryWindowIsNotRead() {
        MutableClock.set("2026-03-05T00:00:00Z");
        send(item("ticket", "old", "a", "2025-11-01T10:00:00Z", "\"priority\": \"high\""));
        assertThat(read(DAY, "2026-03-05T00:00:00Z")).isEmpty();

        send(item("ticket", "open", "a", "2024-11-01T10:00:00Z", "\"priority\": \"urgent\""));
        send(item("ticket", "done", "b", "2024-11-01T10:00:00Z", "\"priority\": \"urgent\", \"status\": \"resolved\""));
        send(item("message", "gone", "c", "2025-06-01T10:00:00Z", "\"intents\": [\"cancellation\"]"));
        send(item("meeting", "kick", "b", "2023-11-01T10:00:00Z", "\"meeting\": \"kickoff\""));

        Map<String, TouchpointTally> read = read(DAY, "2026-03-05T00:00:00Z");
        assertThat(read.get("a").support().openCriticalSince()).isEqualTo("2024-11-01");
        assertThat(read.get("a").support().ticketsUsual28()).isZero();
        assertThat(read.get("b").support().openCriticalSince()).isNull();
        assertThat(read.get("b").relationship().lastKickoffOn()).isEqualTo("2023-11-01");
        assertThat(read.get("c").voice().cancellationOn()).isEqualTo("2025-06-01");
        assertThat(read.get("c").voice().messages28()).isZero();
    }

    @Test
    void anAnswerOfTheLastTwoYearsIsToldApartFromNone() {
        MutableClock.set("2026-03-05T00:00:00Z");
        send(item("survey_answer", "s1", "a", "2024-03-03T10:00:00Z", "\"survey\": \"ces\", \"score\": 7"));
        send(item("ticket", "t1", "a", "2024-03-03T10:00:00Z", "\"priority\": \"low\", \"satisfaction\": 5"));
        send(item("survey_answer", "s2", "b", "2024-03-01T10:00:00Z", "\"survey\": \"ces\", \"score\": 7"));

        Map<String, TouchpointTally> read = read(DAY, "2026-03-05T00:00:00Z");

        assertThat(read).containsOnlyKeys("a");
        assertThat(read.get("a").ces().outdated()).isTrue();
        assertThat(read.get("a").csat().outdated()).isTrue();
    }

    private Map<String, TouchpointTally> read(LocalDate day, String knownAt) {
        return jdbi.withHandle(handle ->
                tallies.read(handle, new TenantId(tenant), "a", "c", new AsOf(day, TOKYO, Instant.parse(knownAt))));
    }

    private boolean supportFlows(String knownAt) {
        return jdbi.withHandle(handle ->
                tallies.supportFlows(handle, new TenantId(tenant), new AsOf(DAY, TOKYO, Instant.parse(knownAt))));
    }

    private static String item(String kind, String id, String account, String at, String fields) {
        return """
                {"kind": "%s", "touchpoint_id": "%s", "account_id": "%s", "occurred_at": "%s", %s}
                """.formatted(kind, id, account, at, fields);
    }

    private void send(String item) {
        int rejected = Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"touchpoints\": [" + item + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200)
                .extract()
                .path("rejected");
        assertThat(rejected).isZero();
    }
}
