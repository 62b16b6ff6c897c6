package dev.keizoku.usage.measure;

import static dev.keizoku.usage.Batches.backfill;
import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static dev.keizoku.usage.Batches.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class MeasureResourceTest {

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        // In Tokyo it is nine in the morning of 2 March.
        MutableClock.reset();
        tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
    }

    private List<String> measures(String query) {
        return Api.as(tenant, "internal")
                .get("/v1/measures?" + query)
                .asString()
                .lines()
                .toList();
    }

    @Test
    void theNumbersAreThoseWorkedOutByHand() {
        // Day 1 March: 22 February to 1 March 7 days, 2 February to 1 March 28 days.
        backfill(
                        tenant,
                        "?history=true",
                        login("1", "acme", "u1", "2026-01-10T03:00:00Z"),
                        // 1 February in Tokyo: one day too early for the window.
                        used("2", "acme", "u9", "too-early", "2026-02-01T14:59:59Z"),
                        // 2 February in Tokyo.
                        login("3", "acme", "u1", "2026-02-01T15:00:00Z"),
                        used("4", "acme", "u2", "export", "2026-02-10T03:00:00Z"),
                        used("5", "acme", "u2", "export", "2026-02-10T04:00:00Z"),
                        used("6", "acme", "u1", "dashboard", "2026-02-23T15:00:00Z"),
                        event("7", "report.sent", "acme", "2026-02-28T15:00:00Z", "{\"user_id\":\"u3\"}"),
                        // 2 March in Tokyo: after the day.
                        login("8", "acme", "u4", "2026-03-01T15:00:00Z"),
                        used("9", "beta", "b1", "export", "2026-01-05T03:00:00Z"),
                        event("10", "ping", "gamma", "2026-03-01T03:00:00Z", "{}"))
                .then()
                .body("accepted", equalTo(10));

        List<String> lines = measures("day=2026-03-01");
        assertThat(lines).hasSize(4).last().isEqualTo("{\"end\":true,\"count\":3}");
        assertThat(lines.get(0))
                .startsWith(
                        "{\"account_id\":\"acme\",\"last_login_on\":\"2026-02-02\",\"first_seen_on\":\"2026-01-10\","
                                + "\"active_days_7\":2,\"active_days_28\":4,\"active_users_7\":2,\"active_users_28\":3,"
                                + "\"features_used_28\":[\"dashboard\",\"export\",\"report.sent\"],"
                                + "\"events_7\":2,\"events_28\":5,");
        assertThat(lines.get(1))
                .startsWith("{\"account_id\":\"beta\",\"last_login_on\":null,\"first_seen_on\":\"2026-01-05\","
                        + "\"active_days_7\":0,\"active_days_28\":0,\"active_users_7\":0,\"active_users_28\":0,"
                        + "\"features_used_28\":[],\"events_7\":0,\"events_28\":0,");
        assertThat(lines.get(2))
                .startsWith("{\"account_id\":\"gamma\",\"last_login_on\":null,\"first_seen_on\":\"2026-03-01\","
                        + "\"active_days_7\":1,\"active_days_28\":1,\"active_users_7\":0,\"active_users_28\":0,"
                        + "\"features_used_28\":[\"ping\"],\"events_7\":1,\"events_28\":1,");
        assertThat(measures("day=2026-03-01&only=activity"))
                .hasSize(4)
                .first()
                .isEqualTo(lines.getFirst().replaceFirst(",\"active_days_90\".*", "}"));
        // The same account on its own day, and as the caller of the API sees it.
        assertThat(measures("day=2026-01-10").getFirst())
                .contains("\"last_login_on\":\"2026-01-10\"", "\"active_days_28\":1");
        Api.as(tenant, "usage:read")
                .get("/v1/accounts/{id}/usage", "acme")
                .then()
                .statusCode(200)
                .body("day", equalTo("2026-03-02"))
                .body("last_login_on", equalTo("2026-03-02"))
                .body("first_seen_on", equalTo("2026-01-10"))
                .body("days_active_7", equalTo(3))
                .body("days_active_28", equalTo(4))
                .body("users_active_7", equalTo(3))
                .body("users_active_28", equalTo(4))
                .body("features_used_28", contains("dashboard", "export", "report.sent"))
                .body("events_28", equalTo(5));
    }

    @Test
    void whatWasReceivedLaterIsLeftOutOfWhatWasKnown() {
        send(tenant, login("1", "acme", "u1", "2026-02-20T03:00:00Z"));
        MutableClock.set("2026-03-05T03:00:00Z");
        send(tenant, login("2", "acme", "u2", "2026-02-26T03:00:00Z"), login("3", "late", "u", "2026-02-26T03:00:00Z"));
        backfill(tenant, "?history=true", login("4", "acme", "u3", "2026-02-25T03:00:00Z"));

        assertThat(measures("day=2026-03-01&known_at=2026-03-02T12:00:00Z"))
                .hasSize(2)
                .first()
                .asString()
                .contains("\"last_login_on\":\"2026-02-25\"", "\"active_users_28\":2", "\"events_28\":2");
        assertThat(measures("day=2026-03-01"))
                .hasSize(3)
                .first()
                .asString()
                .contains("\"last_login_on\":\"2026-02-26\"", "\"active_users_28\":3", "\"events_28\":3");
        assertThat(measures("day=2026-03-01&known_at=2026-02-25T12:00:00Z").getFirst())
                .contains("\"events_28\":1", "\"last_login_on\":\"2026-02-25\"");
    }

    @Test
    void accountsComeSortedByTheirBytesAndByRange() {
        send(
                tenant,
                login("1", "b", "u", "2026-03-01T03:00:00Z"),
                login("2", "a", "u", "2026-03-01T03:00:00Z"),
                login("3", "Z", "u", "2026-03-01T03:00:00Z"),
                login("4", "株", "u", "2026-03-01T03:00:00Z"),
                login("5", "a b", "u", "2026-03-01T03:00:00Z"),
                login("6", "😀", "u", "2026-03-01T03:00:00Z"),
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"7\",\"type\":\"x\"}");
        assertThat(ids("day=2026-03-02")).containsExactly("Z", "a", "a b", "b", "株", "😀");
        assertThat(ids("day=2026-03-02&from=a&to=b")).containsExactly("a", "a b");
        assertThat(ids("day=2026-03-02&from=b")).containsExactly("b", "株", "😀");
        assertThat(ids("day=2026-03-02&to=a")).containsExactly("Z");
        assertThat(ids("day=2020-01-01")).isEmpty();
    }

    private List<String> ids(String query) {
        List<String> lines = measures(query);
        assertThat(lines.getLast()).isEqualTo("{\"end\":true,\"count\":" + (lines.size() - 1) + "}");
        return lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.substring("{\"account_id\":\"".length(), line.indexOf("\",\"last_login_on")))
                .toList();
    }

    @Test
    void anAccountWithoutEventsHasNothingInAnyTenant() {
        send(TestTenants.fresh(), login("1", "acme", "u", "2026-03-01T03:00:00Z"));
        Api.as(tenant, "usage:read")
                .get("/v1/accounts/{id}/usage?day=2026-03-01", "acme")
                .then()
                .statusCode(200)
                .body("last_login_on", nullValue())
                .body("events_28", equalTo(0))
                .body("features_used_28", empty())
                .body("measures", nullValue());
    }

    @Test
    void badParametersAreNamed() {
        var answer = Api.unchecked(tenant, "internal").get("/v1/measures?from=x&colour=red");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then().body("errors.pointer", contains("?day", "?colour"));
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:read").get("/v1/accounts/acme/usage?day=tomorrow"),
                400,
                "invalid_request");
    }
}
