package dev.keizoku.usage.rejection;

import static dev.keizoku.usage.Batches.BATCH;
import static dev.keizoku.usage.Batches.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class RejectionResourceTest {

    private static final String NOON = "2026-03-01T12:00:00Z";

    @Inject
    Rejections rejections;

    @Inject
    Jdbi jdbi;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private Response list(String query) {
        return Api.as(tenant, "usage:read").get("/v1/rejected-events" + query);
    }

    private void batch(String body) {
        Api.unchecked(tenant, "usage:write")
                .contentType(BATCH)
                .body(body)
                .post("/v1/events")
                .then()
                .statusCode(200);
    }

    @Test
    void keepsWhatWasRefusedWithEveryReason() {
        batch("[" + login("old", "acme", "u1", "2020-01-01T00:00:00Z") + "," + login("kept", "acme", "u1", NOON)
                + ", {\"id\": \"bad\", \"time\": \"soon\"}," + login("kept", "acme", "u2", NOON) + "]");
        list("").then()
                .statusCode(200)
                .body("data.id", contains("kept", "bad", "old"))
                .body("data.code", contains("conflict", "invalid_value", "too_old"))
                .body("data.source", contains("/test", null, "/test"))
                .body("data.protocol", contains("cloudevents", "cloudevents", "cloudevents"))
                .body("data[1].item", equalTo("{\"id\": \"bad\", \"time\": \"soon\"}"))
                .body("data[1].errors.pointer", contains("/time", "/specversion", "/source", "/type"))
                .body("data[2].item", containsString("\"time\":\"2020-01-01T00:00:00Z\""))
                .body("has_more", equalTo(false));
    }

    @Test
    void filtersByReasonSourceProtocolAndTime() {
        batch("[" + login("old", "acme", "u1", "2020-01-01T00:00:00Z") + ", {}]");
        MutableClock.advance(Duration.ofHours(1));
        Api.unchecked(tenant, "usage:write")
                .contentType("application/x-ndjson")
                .body(new byte[] {'{', '}', '\n'})
                .post("/v1/events");
        list("?code=too_old").then().body("data.id", contains("old"));
        list("?code=too_old&code=required").then().body("data", hasSize(3));
        list("?source=/test").then().body("data.id", contains("old"));
        list("?protocol=ndjson").then().body("data", hasSize(1));
        list("?from=2026-03-02T01:00:00Z").then().body("data.protocol", contains("ndjson"));
        list("?to=2026-03-02T01:00:00Z").then().body("data", hasSize(2));
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:read").get("/v1/rejected-events?from=x&limit=0&nope=1"),
                400,
                "invalid_request");
    }

    @Test
    void pagesAreStableAndTheirCursorsSealed() {
        batch("["
                + String.join(
                        ",",
                        IntStream.range(0, 5)
                                .mapToObj(i -> "{\"id\":\"e" + i + "\"}")
                                .toList()) + "]");
        JsonPath first = list("?limit=2").jsonPath();
        assertThat(first.getList("data.id")).isEqualTo(List.of("e4", "e3"));
        batch("[{\"id\":\"later\"}]");
        JsonPath second =
                list("?limit=2&cursor=" + first.getString("next_cursor")).jsonPath();
        assertThat(second.getList("data.id")).isEqualTo(List.of("e2", "e1"));
        JsonPath third =
                list("?limit=2&cursor=" + second.getString("next_cursor")).jsonPath();
        assertThat(third.getList("data.id")).isEqualTo(List.of("e0"));
        assertThat(third.getBoolean("has_more")).isFalse();
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:read")
                        .get("/v1/rejected-events?code=x&cursor=" + first.getString("next_cursor")),
                400,
                "invalid_request");
    }

    @Test
    void textThatCannotBeStoredIsShownWithoutIt() {
        batch("[{\"id\":\"bad\",\"data\":{\"x\":\"\\u0000\"}}]");
        Api.unchecked(tenant, "usage:write")
                .contentType("application/x-ndjson")
                .body(new byte[] {'{', 0, (byte) 0xff, '\n'})
                .post("/v1/events")
                .then()
                .statusCode(200);
        list("").then().body("data", hasSize(2)).body("data[0].item", equalTo("{\uFFFD\uFFFD"));
    }

    @Test
    void oldOnesAreForgottenAndTheOldestMakeRoom() {
        batch("[{\"id\":\"first\"}]");
        MutableClock.advance(Duration.ofDays(31));
        list("").then().body("data", hasSize(0));
        rejections.forgetOld();
        assertThat(stored()).isZero();
        for (int i = 0; i < 2; i++) {
            batch("[" + "{},".repeat(5_999) + "{}]");
        }
        assertThat(stored()).isEqualTo(10_000);
    }

    @Test
    void whatNamesAUserCanBeForgotten() {
        batch("[" + login("a", "acme", "u\\\"1", "2020-01-01T00:00:00Z")
                + ",{\"id\":\"b\",\"data\":{\"user_id\":\"u2\"}}," + "{\"id\":\"c\",\"data\":{\"user_id\":\"u22\"}}]");
        assertThat(rejections.forget(new TenantId(tenant), List.of(new UserId("u\"1"), new UserId("u2"))))
                .isEqualTo(2);
        list("").then().body("data.id", contains("c"));
    }

    private long stored() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from rejected_event where tenant = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void tenantsSeeTheirOwnAndNeedTheScope() {
        batch("[{}]");
        Api.as(TestTenants.fresh(), "usage:read")
                .get("/v1/rejected-events")
                .then()
                .body("data", hasSize(0));
        BadInput.isProblem(Api.unchecked(tenant, "usage:write").get("/v1/rejected-events"), 403, "forbidden");
        BadInput.isProblem(Api.anonymous().get("/v1/rejected-events"), 401, "unauthenticated");
    }
}
