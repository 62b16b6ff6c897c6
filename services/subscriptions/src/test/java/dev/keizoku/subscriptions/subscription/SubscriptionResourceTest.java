package dev.keizoku.subscriptions.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class SubscriptionResourceTest {

    private Shop shop;

    @BeforeEach
    void open() {
        shop = Shop.open().withAccounts("acme", "other");
    }

    private Response unchecked(String subscription, String body) {
        return Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body(body)
                .put("/v1/subscriptions/" + subscription);
    }

    @Test
    void aSubscriptionBeginsOnce() {
        shop.start("s", "acme", "2026-01-01")
                .then()
                .statusCode(201)
                .body("state", equalTo("active"))
                .body("price.amount.amount", equalTo("49.00"))
                .body("quantity", equalTo(10));
        long head = shop.head();
        shop.start("s", "acme", "2026-01-01").then().statusCode(200);
        assertThat(shop.head()).isEqualTo(head);
        BadInput.isProblem(shop.start("s", "acme", "2026-01-02"), 409, "id_reused");
        BadInput.isProblem(shop.start("s", "other", "2026-01-01"), 409, "id_reused");
        assertThat(shop.head()).isEqualTo(head);
    }

    @Test
    void manyWhoBeginTheSameAtOnceBeginItOnce() throws Exception {
        long head = shop.head();
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                answers.add(threads.submit(
                        () -> shop.start("s", "acme", "2026-01-01").statusCode()));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).containsOnlyOnce(201).contains(200).allMatch(status -> status < 300);
        assertThat(shop.feed(head)).hasSize(1);
    }

    @Test
    void aRepeatedBeginningIsTheSameAfterThePlanGotAnotherPrice() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.put("/v1/plans/pro", Shop.PRO.replace("\"49\"", "\"59\"")).then().statusCode(200);
        shop.start("s", "acme", "2026-01-01").then().statusCode(200).body("price.amount.amount", equalTo("49.00"));
    }

    @Test
    void whatIsReferredToMustBeThere() {
        BadInput.isProblem(shop.start("s", "nobody", "2026-01-01"), 422, "unknown_reference");
        BadInput.isProblem(unchecked("s", """
                        {"account_id": "acme", "plan_id": "none", "effective_at": "2026-01-01T00:00:00Z"}
                        """), 422, "unknown_reference");
        Response unclear = unchecked("s", """
                {"account_id": "acme", "plan_id": "pro", "effective_at": "2026-01-01T00:00:00Z"}
                """);
        BadInput.isProblem(unclear, 422, "price_not_chosen");
        unclear.then().body("errors[0].pointer", equalTo("/price"));
        shop.get("/v1/subscriptions/s").then().statusCode(404);
        shop.change("s", "c", "pause", "2026-01-01").then().statusCode(404);
    }

    @Test
    void aLifeIsRecordedStepByStep() {
        shop.put("/v1/subscriptions/s", """
                {"account_id": "acme", "plan_id": "pro", "kind": "trial_start", "currency": "USD", "interval": "month",
                 "effective_at": "2026-01-01T09:00:00+09:00"}
                """).then().statusCode(201).body("state", equalTo("trial"));
        shop.change("s", "c1", "start", "2026-01-15", "\"quantity\": 3").then().statusCode(201);
        shop.change("s", "c2", "change_terms", "2026-01-20", "\"interval\": \"year\"")
                .then()
                .statusCode(201)
                .body("before.price.interval", equalTo("month"))
                .body("after.price.interval", equalTo("year"))
                .body("after.price.amount.amount", equalTo("490.00"))
                .body("after.quantity", equalTo(3));
        shop.change("s", "c3", "pause", "2026-02-01").then().statusCode(201);
        shop.change("s", "c4", "resume", "2026-02-10").then().statusCode(201);
        shop.change("s", "c5", "schedule_cancellation", "2026-02-11", "\"cancel_at\": \"2026-04-01T00:00:00Z\"")
                .then()
                .statusCode(201)
                .body("after.cancel_at", equalTo("2026-04-01T00:00:00Z"));
        shop.get("/v1/subscriptions/s")
                .then()
                .body("state", equalTo("active"))
                .body("ended_at", equalTo("2026-04-01T00:00:00Z"));
        shop.get("/v1/subscriptions/s/changes")
                .then()
                .body("data.change_id", contains("#start", "c1", "c2", "c3", "c4", "c5", "#end:c5"))
                .body("data[0].before", equalTo(null));
        JsonPath page = shop.get("/v1/subscriptions/s/changes?limit=4").jsonPath();
        shop.get("/v1/subscriptions/s/changes?limit=4&cursor=" + page.getString("next_cursor"))
                .then()
                .body("data.change_id", contains("c4", "c5", "#end:c5"))
                .body("has_more", equalTo(false));
    }

    @Test
    void aChangeIsRecordedOnce() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.change("s", "c", "change_terms", "2026-02-01", "\"quantity\": 12")
                .then()
                .statusCode(201);
        long head = shop.head();
        shop.change("s", "c", "change_terms", "2026-02-01", "\"quantity\": 12.0")
                .then()
                .statusCode(200);
        BadInput.isProblem(shop.change("s", "c", "change_terms", "2026-02-01", "\"quantity\": 13"), 409, "id_reused");
        assertThat(shop.head()).isEqualTo(head);
    }

    @Test
    void anIllegalChangeIsRefusedWithTheReason() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        Response resume = shop.change("s", "c", "resume", "2026-02-01");
        BadInput.isProblem(resume, 409, "illegal_change");
        resume.then().body("detail", containsString("not paused"));
        shop.change("s", "end", "cancel", "2026-03-01").then().statusCode(201);
        BadInput.isProblem(shop.change("s", "c", "pause", "2026-04-01"), 409, "illegal_change");
        Response late = shop.change("s", "c", "end", "2026-02-01");
        BadInput.isProblem(late, 409, "illegal_change");
        late.then().body("detail", containsString("impossible"));
        BadInput.isProblem(shop.change("s", "c", "start", "2026-05-01"), 409, "illegal_change");
    }

    @Test
    void aBackdatedChangeRestatesWhatComesAfterIt() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.change("s", "q", "change_terms", "2026-02-01", "\"quantity\": 12")
                .then()
                .statusCode(201);
        shop.change("s", "p", "pause", "2026-02-20").then().statusCode(201);
        long head = shop.head();
        shop.change("s", "late", "change_terms", "2026-01-15", "\"interval\": \"year\"")
                .then()
                .statusCode(201);
        List<Map<String, Object>> rows = shop.feed(head);
        assertThat(rows).extracting(row -> row.get("change_id")).containsExactly("late", "q", "p");
        assertThat(rows).extracting(row -> row.get("restated")).containsExactly(false, true, true);
        assertThat(rows.get(1).get("before")).asString().contains("490.00");
        assertThat(rows.get(2).get("after")).asString().contains("490.00").contains("paused");
    }

    @Test
    void aRetractedCancellationRestatesItsEndAsNothing() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        shop.change("s", "c", "schedule_cancellation", "2026-01-10", "\"cancel_at\": \"2026-02-01T00:00:00Z\"")
                .then()
                .statusCode(201);
        long head = shop.head();
        shop.change("s", "r", "retract_cancellation", "2026-01-20").then().statusCode(201);
        List<Map<String, Object>> rows = shop.feed(head);
        assertThat(rows).extracting(row -> row.get("change_id")).containsExactly("r", "#end:c");
        assertThat(rows.get(1)).containsEntry("restated", true);
        assertThat(rows.get(1).get("after")).isEqualTo(rows.get(1).get("before"));
        shop.get("/v1/subscriptions/s").then().body("state", equalTo("active"));
    }

    @Test
    void subscriptionsAreListedByAccountAndTime() {
        shop.start("s1", "acme", "2026-01-01").then().statusCode(201);
        shop.start("s2", "other", "2026-01-01").then().statusCode(201);
        shop.start("s3", "acme", "2026-02-01").then().statusCode(201);
        shop.change("s1", "c", "schedule_cancellation", "2026-01-10", "\"cancel_at\": \"2026-02-15T00:00:00Z\"")
                .then()
                .statusCode(201);
        shop.get("/v1/subscriptions?account_id=acme").then().body("data.subscription_id", contains("s1", "s3"));
        shop.get("/v1/subscriptions?active_at=2026-01-20T00:00:00Z")
                .then()
                .body("data.subscription_id", contains("s1", "s2"));
        shop.get("/v1/subscriptions?active_at=2026-02-15T00:00:00Z")
                .then()
                .body("data.subscription_id", contains("s2", "s3"));
        JsonPath first = shop.get("/v1/subscriptions?limit=2").jsonPath();
        shop.get("/v1/subscriptions?limit=2&cursor=" + first.getString("next_cursor"))
                .then()
                .body("data.subscription_id", contains("s3"));
    }

    @Test
    void aSubscriptionThatStartsLaterIsPending() {
        shop.start("s", "acme", "2027-01-01").then().statusCode(201).body("state", equalTo("pending"));
    }

    @Test
    void everyBadFieldIsNamed() {
        Response answer = unchecked("s", """
                {"account_id": "", "plan_id": 5, "quantity": 0, "kind": "pause", "effective_at": 12, "surprise": 1}
                """);
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then()
                .body("errors.pointer", containsInAnyOrder("/account_id", "/plan_id", "/effective_at", "/surprise"));
        Response kinds = unchecked("s", """
                {"account_id": "a", "plan_id": "p", "quantity": 0, "kind": "pause",
                 "effective_at": "2026-01-01T00:00:00Z"}
                """);
        kinds.then().statusCode(400).body("errors.pointer", org.hamcrest.Matchers.hasItems("/kind", "/quantity"));
        BadInput.check(
                () -> Api.unchecked(shop.tenant(), "subscriptions:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).post("/v1/subscriptions/s/changes")
                        : request.body((String) body).post("/v1/subscriptions/s/changes"));
    }

    @Test
    void timesOutsideTheWindowAreUnprocessable() {
        for (String time : List.of("1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "+999999999-01-01T00:00:00Z")) {
            Response answer = unchecked("s", """
                    {"account_id": "acme", "plan_id": "pro", "effective_at": "%s"}
                    """.formatted(time));
            BadInput.isProblem(answer, 422, "unprocessable");
            answer.then().body("errors[0].detail", containsString("1970"));
        }
    }

    @Test
    void fieldsThatAKindHasNoUseForAreRefused() {
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        for (String more : List.of("\"quantity\": 4", "\"cancel_at\": \"2026-05-01T00:00:00Z\"")) {
            shop.change("s", "c", "pause", "2026-02-01", more)
                    .then()
                    .statusCode(400)
                    .body("errors[0].code", equalTo("not_applicable"));
        }
        shop.change("s", "c", "schedule_cancellation", "2026-02-01").then().statusCode(400);
        shop.change("s", "c", "change_terms", "2026-02-01").then().statusCode(400);
        shop.change("s", "#c", "pause", "2026-02-01").then().statusCode(400);
    }

    @Test
    void theSameIdsInTwoTenantsAreTwoSubscriptions() {
        Shop other = Shop.open(TestTenants.fresh()).withAccounts("acme");
        shop.start("s", "acme", "2026-01-01").then().statusCode(201);
        other.get("/v1/subscriptions/s").then().statusCode(404);
        other.change("s", "c", "pause", "2026-02-01").then().statusCode(404);
        other.start("s", "acme", "2026-02-01").then().statusCode(201);
        other.change("s", "c", "cancel", "2026-02-02").then().statusCode(201);
        shop.get("/v1/subscriptions/s").then().body("state", equalTo("active"));
        assertThat(shop.feed(0)).extracting(row -> row.get("change_id")).doesNotContain("c");
    }
}
