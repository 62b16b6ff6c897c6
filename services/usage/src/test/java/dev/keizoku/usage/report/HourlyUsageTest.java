package dev.keizoku.usage.report;

import static dev.keizoku.usage.Batches.backfill;
import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In New York the clock goes forward on 8 March 2026 and back on 1 November, both at two. */
@QuarkusTest
@WithKeizoku
class HourlyUsageTest {

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.set("2026-11-10T00:00:00Z");
        tenant = TestTenants.fresh("America/New_York", "USD");
    }

    private ValidatableResponse hours(String query) {
        return Api.as(tenant, "usage:read")
                .get("/v1/usage?interval=hour" + query)
                .then()
                .statusCode(200);
    }

    /** An event every half an hour. */
    private void everyHalfHour(String from, String to) {
        List<String> events = new ArrayList<>();
        Instant end = Instant.parse(to);
        for (Instant at = Instant.parse(from); at.isBefore(end); at = at.plusSeconds(1800)) {
            events.add(event(at.toString(), "tick", "acme", at.toString(), "{\"value\": 0.5}"));
        }
        send(tenant, events).then().statusCode(200);
    }

    @Test
    void anHourIsOneOfTheTenantsClock() {
        send(
                tenant,
                event("1", "api.call", "acme", "2026-11-05T14:59:59.999999Z", "{\"value\": 1.25}"),
                event("2", "api.call", "acme", "2026-11-05T15:00:00Z", "{\"value\": 2}"),
                event("3", "api.call", "acme", "2026-11-05T15:30:00Z", "{}"),
                event("4", "api.call", "beta", "2026-11-06T04:59:00Z", "{\"value\": 10}"));
        hours("&from=2026-11-05&to=2026-11-06")
                .body("data.from", contains("2026-11-05", "2026-11-05", "2026-11-05"))
                .body("data.to", contains("2026-11-06", "2026-11-06", "2026-11-06"))
                .body(
                        "data.starts_at",
                        contains("2026-11-05T09:00:00-05:00", "2026-11-05T10:00:00-05:00", "2026-11-05T23:00:00-05:00"))
                .body("data[0].ends_at", equalTo("2026-11-05T10:00:00-05:00"))
                .body("data.count", contains(1, 2, 1))
                .body("data.sum", contains(1.25f, 2, 10));
    }

    @Test
    void aDayHas23Or25HoursWhenTheClockChanges() {
        everyHalfHour("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z");
        everyHalfHour("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z");
        everyHalfHour("2026-11-02T05:00:00Z", "2026-11-03T05:00:00Z");
        List<String> spring = hours("&from=2026-03-08&to=2026-03-09").extract().path("data.starts_at");
        assertThat(spring).hasSize(23).contains("2026-03-08T01:00:00-05:00", "2026-03-08T03:00:00-04:00");
        List<String> autumn = hours("&from=2026-11-01&to=2026-11-02").extract().path("data.starts_at");
        assertThat(autumn)
                .hasSize(25)
                .containsSubsequence(
                        "2026-11-01T00:00:00-04:00",
                        "2026-11-01T01:00:00-04:00",
                        "2026-11-01T01:00:00-05:00",
                        "2026-11-01T02:00:00-05:00");
        List<Integer> counts = hours("&from=2026-11-01&to=2026-11-03").extract().path("data.count");
        assertThat(counts).hasSize(49).containsOnly(2);
        Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2026-11-01&to=2026-11-02")
                .then()
                .body("data.count", contains(50))
                .body("data[0].starts_at", nullValue());
    }

    @Test
    void groupsAndFiltersAreThoseOfDays() {
        send(
                tenant,
                event(
                        "1",
                        "feature.used",
                        "acme",
                        "2026-11-05T15:00:00Z",
                        "{\"user_id\":\"u1\",\"feature\":\"export\",\"department\":\"Finance\"}"),
                login("2", "acme", "u2", "2026-11-05T15:10:00Z"),
                login("3", "beta", "u1", "2026-11-05T15:20:00Z"));
        String day = "&from=2026-11-05&to=2026-11-06";
        hours(day + "&group_by=account").body("data.account_id", contains("acme", "beta"));
        hours(day + "&account_id=acme&group_by=name").body("data.name", contains("feature.used", "login"));
        hours(day + "&group_by=feature").body("data.feature", contains(null, "export"));
        hours(day + "&group_by=department").body("data.department", contains("Finance", null));
        hours(day + "&user_id=u1&name=login").body("data.count", contains(1));
        hours(day + "&account_id=nobody").body("data", empty());
    }

    @Test
    void whatWasReceivedLaterIsLeftOutOfWhatWasKnown() {
        send(tenant, login("1", "acme", "u", "2026-11-05T15:00:00Z"));
        backfill(tenant, "?history=true", login("2", "acme", "u", "2026-11-05T16:00:00Z"));
        hours("&from=2026-11-05&to=2026-11-06").body("data", hasSize(2));
        hours("&from=2026-11-05&to=2026-11-06&known_at=2026-11-06T12:00:00Z").body("data.count", contains(1));
    }

    @Test
    void moreThan31DaysAreRefusedClearly() {
        hours("&from=2026-10-01&to=2026-11-01").body("data", empty());
        var refused = Api.unchecked(tenant, "usage:read").get("/v1/usage?interval=hour&from=2026-10-01&to=2026-11-02");
        BadInput.isProblem(refused, 400, "invalid_request");
        refused.then()
                .body("errors.pointer", contains("?from"))
                .body("errors[0].detail", containsString("at most 31 days"));
        hours("").body("data", empty());
    }
}
