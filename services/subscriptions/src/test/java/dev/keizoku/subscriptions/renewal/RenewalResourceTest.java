package dev.keizoku.subscriptions.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class RenewalResourceTest {

    private Shop shop;

    @BeforeEach
    void open() {
        MutableClock.set("2026-01-05T00:00:00Z");
        shop = Shop.open(TestTenants.fresh("Asia/Tokyo", "USD")).withAccounts("acme", "beta");
        shop.start("s1", "acme", "2026-01-01").then().statusCode(201);
        shop.start("s2", "acme", "2026-01-01").then().statusCode(201);
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    private Response put(String subscription, String renewal, String body) {
        return shop.put("/v1/subscriptions/" + subscription + "/renewals/" + renewal, body);
    }

    private List<String> due(String query) {
        return shop.get("/v1/renewals?" + query).jsonPath().getList("data.renewal_id");
    }

    @Test
    void aRenewalIsToldOfOnce() {
        long head = shop.head();
        String body = """
                {"due_at": "2027-01-01T00:00:00Z", "term_months": 12, "auto_renew": true,
                 "notice_by": "2026-12-01T00:00:00Z", "intent": "renew", "intent_by": "j.doe"}
                """;
        put("s1", "2027", body)
                .then()
                .statusCode(201)
                .body("account_id", equalTo("acme"))
                .body("intent_at", equalTo("2026-01-05T00:00:00Z"))
                .body("timing", nullValue());
        MutableClock.set("2026-02-01T00:00:00Z");
        put("s1", "2027", body).then().statusCode(200).body("intent_at", equalTo("2026-01-05T00:00:00Z"));
        assertThat(shop.feed(head))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("type", "renewal")
                        .containsEntry("renewal_id", "2027")
                        .containsEntry("subscription_id", "s1")
                        .containsEntry("account_id", "acme")
                        .containsEntry("due_at", "2027-01-01T00:00:00Z")
                        .containsEntry("auto_renew", true)
                        .containsEntry("intent", "renew")
                        .doesNotContainKey("outcome"));
        put("s1", "2027", """
                {"due_at": "2027-01-01T00:00:00Z", "outcome": "renewed_lower", "outcome_at": "2026-12-20T00:00:00Z"}
                """).then().statusCode(200).body("timing", equalTo("early"));
        shop.get("/v1/subscriptions/s1/renewals/2027").then().body("outcome", equalTo("renewed_lower"));
        shop.get("/v1/subscriptions/s1/renewals/2028").then().statusCode(404);
        put("none", "2027", body).then().statusCode(404);
    }

    @Test
    void theTermSaysWhenItIsDueOrElseTheNextBill() {
        put("s1", "next", "{}").then().statusCode(201).body("due_at", equalTo("2026-02-01T00:00:00Z"));
        MutableClock.set("2026-03-05T00:00:00Z");
        put("s1", "next", "{}").then().statusCode(200).body("due_at", equalTo("2026-02-01T00:00:00Z"));
        shop.change("s2", "t", "change_terms", "2026-01-02", """
                "term": {"starts_at": "2026-01-01T00:00:00Z", "ends_at": "2027-01-01T00:00:00Z"}
                """).then().statusCode(201);
        put("s2", "next", "{}").then().statusCode(201).body("due_at", equalTo("2027-01-01T00:00:00Z"));
        shop.change("s1", "p", "pause", "2026-03-01").then().statusCode(201);
        Response undated = put("s1", "other", "{}");
        BadInput.isProblem(undated, 400, "invalid_request");
        undated.then().body("errors.pointer", contains("/due_at"));
    }

    @Test
    void renewalsAreListedAcrossAccounts() {
        shop.start("s3", "beta", "2026-01-01").then().statusCode(201);
        put("s3", "c", "{\"due_at\": \"2026-05-01T00:00:00Z\", \"intent\": \"cancel\"}")
                .then()
                .statusCode(201);
        put("s1", "b", """
                {"due_at": "2026-05-01T00:00:00Z", "outcome": "lapsed", "outcome_at": "2026-06-01T00:00:00Z"}
                """).then().statusCode(201);
        put("s2", "a", """
                {"due_at": "2026-07-01T00:00:00Z", "notice_by": "2026-04-01T00:00:00Z", "intent": "renew"}
                """).then().statusCode(201);
        assertThat(due("limit=50")).containsExactly("b", "c", "a");
        assertThat(due("due_from=2026-05-01T00:00:00Z&due_to=2026-07-01T00:00:00Z"))
                .containsExactly("b", "c");
        assertThat(due("outcome=pending")).containsExactly("c", "a");
        assertThat(due("outcome=lapsed")).containsExactly("b");
        assertThat(due("intent=renew&intent=cancel")).containsExactly("c", "a");
        assertThat(due("subscription_id=s2")).containsExactly("a");
        assertThat(due("notice_from=2026-04-01T00:00:00Z&notice_to=2026-04-02T00:00:00Z"))
                .containsExactly("a");
        assertThat(due("notice_to=2026-04-01T00:00:00Z")).isEmpty();
        JsonPath first = shop.get("/v1/renewals?limit=1").jsonPath();
        assertThat(due("limit=1&cursor=" + first.getString("next_cursor"))).containsExactly("c");
        assertThat(shop.get("/v1/subscriptions?due_from=2026-06-01T00:00:00Z&due_to=2026-08-01T00:00:00Z")
                        .jsonPath()
                        .getList("data.subscription_id"))
                .containsExactly("s2");
        BadInput.isProblem(
                Api.unchecked(shop.tenant(), "subscriptions:read").get("/v1/renewals?outcome=x"),
                400,
                "invalid_request");
    }

    @Test
    void aRenewalFollowsItsSubscription() {
        put("s1", "r", "{\"due_at\": \"2026-05-01T00:00:00Z\"}").then().statusCode(201);
        long head = shop.head();
        shop.writer()
                .body("{\"into\": \"beta\", \"change_id\": \"m\"}")
                .post("/v1/accounts/acme/merge")
                .then()
                .statusCode(201);
        assertThat(shop.feed(head).getLast()).containsEntry("type", "renewal").containsEntry("account_id", "beta");
        head = shop.head();
        shop.writer().delete("/v1/subscriptions/s1").then().statusCode(204);
        assertThat(shop.feed(head).getFirst()).containsEntry("type", "renewal").containsEntry("deleted", true);
        assertThat(due("limit=50")).isEmpty();
    }

    @Test
    void everyBadFieldIsNamed() {
        Response answer = Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body("""
                        {"term_months": 0, "intent_by": "x", "outcome": "renewed"}
                        """)
                .put("/v1/subscriptions/s1/renewals/r");
        answer.then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("/term_months", "/intent", "/outcome_at"));
        BadInput.check(
                () -> Api.unchecked(shop.tenant(), "subscriptions:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).put("/v1/subscriptions/s1/renewals/r")
                        : request.body((String) body).put("/v1/subscriptions/s1/renewals/r"));
    }

    @Test
    void renewalsComeInFiles() {
        long head = shop.head();
        String file = """
                subscription_id,renewal_id,due_at,term_months,auto_renew,outcome,outcome_at
                s1,r1,2025-03-01,12,yes,renewed,2025-03-05
                none,r2,2025-03-01,12,no,renewed,2025-03-01
                s1,r3,2025-03-01,0,no,x,
                """;
        JsonPath job = shop.load("renewal", true, "{}", "text/csv", file);
        assertThat(job.getInt("rows_accepted")).as(job.prettify()).isEqualTo(1);
        assertThat(shop.rejections(job)).extracting(row -> row.get("line")).contains(3, 4);
        shop.get("/v1/subscriptions/s1/renewals/r1").then().body("timing", equalTo("late_in_grace"));
        assertThat(shop.feed(head))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("known_at", "2025-03-04T15:00:00Z"));
        JsonPath again = shop.load("renewal", true, "{}", "text/csv", file);
        assertThat(again.getInt("rows_unchanged")).isEqualTo(1);
    }

    @Test
    void aTransferTellsOfTheRenewalsAgain() {
        put("s1", "2027", "{\"due_at\": \"2027-01-01T00:00:00Z\"}").then().statusCode(201);
        long head = shop.head();
        shop.change("s1", "t", "transfer", "2026-01-10", "\"to_account_id\": \"beta\"")
                .then()
                .statusCode(201);
        assertThat(shop.feed(head))
                .filteredOn(row -> row.get("type").equals("renewal"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("account_id", "beta"));
        head = shop.head();
        shop.change("s1", "q", "change_terms", "2026-01-11", "\"quantity\": 3")
                .then()
                .statusCode(201);
        assertThat(shop.feed(head)).noneMatch(row -> row.get("type").equals("renewal"));
        head = shop.head();
        shop.writer().delete("/v1/subscriptions/s1/changes/t").then().statusCode(204);
        assertThat(shop.feed(head))
                .filteredOn(row -> row.get("type").equals("renewal"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("account_id", "acme"));
    }

    @Test
    void anEarlierInstantShowsWhatWasKnownThen() {
        put("s1", "2027", "{\"due_at\": \"2027-01-01T00:00:00Z\"}").then().statusCode(201);
        MutableClock.set("2026-02-01T00:00:00Z");
        put("s1", "2027", "{\"due_at\": \"2027-01-01T00:00:00Z\", \"intent\": \"renew\"}")
                .then()
                .statusCode(200);
        put("s2", "2028", "{\"due_at\": \"2028-01-01T00:00:00Z\"}").then().statusCode(201);
        MutableClock.set("2026-03-01T00:00:00Z");
        shop.writer().delete("/v1/subscriptions/s2").then().statusCode(204);
        String before = "as_of=2026-01-20T00:00:00Z";
        shop.get("/v1/subscriptions/s1/renewals/2027?" + before)
                .then()
                .statusCode(200)
                .body("intent", nullValue());
        shop.get("/v1/subscriptions/s1/renewals/2027").then().body("intent", equalTo("renew"));
        shop.get("/v1/subscriptions/s1/renewals/2027?as_of=2026-01-01T00:00:00Z")
                .then()
                .statusCode(404);
        assertThat(due(before)).containsExactly("2027");
        assertThat(due(before + "&intent=renew")).isEmpty();
        assertThat(due("as_of=2026-02-10T00:00:00Z")).containsExactly("2027", "2028");
        assertThat(due("as_of=2026-02-10T00:00:00Z&due_from=2027-06-01T00:00:00Z"))
                .containsExactly("2028");
        assertThat(due("limit=50")).containsExactly("2027");
    }
}
