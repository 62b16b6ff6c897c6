package dev.keizoku.usage.ingest;

import static dev.keizoku.usage.Batches.BATCH;
import static dev.keizoku.usage.Batches.ONE;
import static dev.keizoku.usage.Batches.backfill;
import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static dev.keizoku.usage.Batches.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class EventResourceTest {

    private static final String NOON = "2026-03-01T12:00:00Z";

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private Response one(String event) {
        return Api.unchecked(tenant, "usage:write").contentType(ONE).body(event).post("/v1/events");
    }

    private long counted() {
        return Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2020-01-01&to=2027-01-01&interval=month")
                .jsonPath()
                .getList("data.count", Long.class)
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Test
    void countsARetriedEventOnce() {
        String login = login("e1", "acme", "u1", NOON);
        send(tenant, login, used("e2", "acme", "u1", "export", NOON))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(2))
                .body("outcomes", empty());
        send(tenant, login)
                .then()
                .body("accepted", equalTo(0))
                .body("duplicate", equalTo(1))
                .body("outcomes.outcome", contains("duplicate"));
        assertThat(counted()).isEqualTo(2);
    }

    @Test
    void tellsWhatBecameOfEachEvent() {
        send(tenant, login("known", "acme", "u1", NOON), login("other", "acme", "u1", NOON));
        send(
                        tenant,
                        login("new", "acme", "u1", NOON),
                        login("known", "acme", "u1", NOON),
                        login("other", "acme", "somebody-else", NOON),
                        login("old", "acme", "u1", "2025-01-01T00:00:00Z"),
                        login("ahead", "acme", "u1", "2026-03-02T00:05:01Z"),
                        login("just-ahead", "acme", "u1", "2026-03-02T00:05:00Z"),
                        login("new", "acme", "u1", NOON),
                        login("new", "acme", "u2", NOON))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(2))
                .body("duplicate", equalTo(2))
                .body("conflict", equalTo(2))
                .body("rejected", equalTo(2))
                .body("outcomes.index", contains(1, 2, 3, 4, 6, 7))
                .body("outcomes.id", contains("known", "other", "old", "ahead", "new", "new"))
                .body(
                        "outcomes.outcome",
                        contains("duplicate", "conflict", "rejected", "rejected", "duplicate", "conflict"))
                .body("outcomes.code", contains(null, "conflict", "too_old", "in_future", null, "conflict"))
                .body("outcomes[2].pointer", equalTo("/time"));
        assertThat(counted()).isEqualTo(4);
    }

    @Test
    void anotherSpellingOfTheSameContentIsADuplicate() {
        send(tenant, event("e", "x", "acme", NOON, "{\"value\": 1.50, \"a\": {\"c\": 1, \"b\": 2.0}}"));
        send(
                        tenant,
                        event(
                                "e",
                                "x",
                                "acme",
                                "2026-03-01T21:00:00+09:00",
                                "{\"a\":{\"b\":2,\"c\":1},\"value\":\"1.5\"}"))
                .then()
                .body("duplicate", equalTo(1));
    }

    @Test
    void theSameIdentityClaimingAnotherDayIsAConflict() {
        send(tenant, login("e", "acme", "u1", NOON));
        send(tenant, login("e", "acme", "u1", "2025-11-01T12:00:00Z")).then().body("conflict", equalTo(1));
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void anEventWithoutTimeKeepsTheTimeOfItsFirstReceipt() {
        String timeless =
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"e\",\"type\":\"x\",\"subject\":\"acme\"}";
        send(tenant, timeless).then().body("accepted", equalTo(1));
        MutableClock.advance(Duration.ofDays(1));
        send(tenant, timeless).then().body("duplicate", equalTo(1));
        Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2026-03-01&to=2026-03-05")
                .then()
                .body("data.from", contains("2026-03-02"))
                .body("data[0].count", equalTo(1));
    }

    @Test
    void anotherSourceIsAnotherEvent() {
        String event = login("e", "acme", "u1", NOON);
        send(tenant, event, event.replace("\"/test\"", "\"/elsewhere\"")).then().body("accepted", equalTo(2));
    }

    @Test
    void strictIsAllOrNothing() {
        send(tenant, login("known", "acme", "u1", NOON));
        Response refused = backfill(
                tenant,
                "?strict=true",
                login("a", "acme", "u1", NOON),
                login("known", "acme", "u1", NOON),
                login("ahead", "acme", "u1", "2027-01-01T00:00:00Z"));
        BadInput.isProblem(refused, 422, "batch_refused");
        refused.then().body("errors.pointer", contains("/2/time"));
        Response conflicting =
                backfill(tenant, "?strict=true", login("b", "acme", "u1", NOON), login("known", "acme", "u2", NOON));
        BadInput.isProblem(conflicting, 422, "batch_refused");
        conflicting.then().body("errors.pointer", contains("/1")).body("errors.code", contains("conflict"));
        assertThat(counted()).isEqualTo(1);
        backfill(tenant, "?strict=true", login("a", "acme", "u1", NOON), login("known", "acme", "u1", NOON))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("duplicate", equalTo(1));
        assertThat(counted()).isEqualTo(2);
    }

    @Test
    void aSingleEventIsAnsweredLikeABatchOfOne() {
        Api.as(tenant, "usage:write")
                .contentType(ONE + "; charset=utf-8")
                .body(login("e1", "acme", "u1", NOON))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
        one(login("e1", "acme", "u2", NOON)).then().statusCode(200).body("conflict", equalTo(1));
    }

    @Test
    void aSingleBadEventIsAProblemThatNamesEveryField() {
        Response answer = one("{\"specversion\":\"2\",\"source\":\"/s\",\"type\":\"x\",\"time\":5}");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then().body("errors.pointer", hasItems("/specversion", "/id", "/time"));
        Response old = one(login("e", "acme", "u1", "2020-01-01T00:00:00Z"));
        BadInput.isProblem(old, 422, "unprocessable");
        old.then().body("errors.code", contains("too_old"));
    }

    @Test
    void ageHasNoLimitWithTheBackfillScope() {
        backfill(tenant, "", login("old", "acme", "u1", "2024-02-29T00:00:00Z"))
                .then()
                .body("accepted", equalTo(1));
        backfill(tenant, "", login("ancient", "acme", "u1", "1999-12-31T00:00:00Z"))
                .then()
                .body("accepted", equalTo(1));
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:write")
                        .contentType(BATCH)
                        .body("[]")
                        .post("/v1/events?history=true"),
                403,
                "forbidden");
    }

    @Test
    void anEventWithoutAnAccountIsCountedUnattributed() {
        String nobody =
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"e\",\"type\":\"x\",\"time\":\"" + NOON + "\"}";
        send(tenant, nobody, login("e2", "acme", "u1", NOON)).then().body("accepted", equalTo(2));
        Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2026-03-01&to=2026-03-02&group_by=account")
                .then()
                .body("data.account_id", contains(null, "acme"));
    }

    @Test
    void anEmptyBatchIsFine() {
        send(tenant).then().statusCode(200).body("accepted", equalTo(0)).body("outcomes", hasSize(0));
    }

    @Test
    void tenantsWithTheSameIdsDoNotMeet() {
        String other = TestTenants.fresh();
        String event = login("e", "acme", "u1", NOON);
        send(tenant, event).then().body("accepted", equalTo(1));
        send(other, event).then().body("accepted", equalTo(1));
        send(other, login("e2", "acme", "u1", NOON)).then().body("accepted", equalTo(1));
        assertThat(counted()).isEqualTo(1);
    }
}
