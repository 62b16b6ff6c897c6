package dev.keizoku.subscriptions.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class AccountMovesTest {

    private Shop shop;

    @BeforeEach
    void open() {
        MutableClock.set("2026-01-05T00:00:00Z");
        shop = Shop.open().withAccounts("acme", "beta", "gamma");
        shop.start("s1", "acme", "2026-01-01").then().statusCode(201);
        shop.start("s2", "acme", "2026-01-01").then().statusCode(201);
        shop.start("s3", "beta", "2026-01-01").then().statusCode(201);
    }

    @AfterEach
    void resetClock() {
        MutableClock.reset();
    }

    private Response merge(String account, String into, String change) {
        return shop.writer()
                .body("{\"into\": \"%s\", \"change_id\": \"%s\"}".formatted(into, change))
                .post("/v1/accounts/" + account + "/merge");
    }

    private Response transfer(String from, String to, String change, String subscriptions) {
        return shop.writer().body("""
                        {"change_id": "%s", "effective_at": "2026-01-10T00:00:00Z", "to": "%s", "subscription_ids": [%s]}
                        """.formatted(change, to, subscriptions)).post("/v1/accounts/" + from + "/transfers");
    }

    private List<String> of(String account, String more) {
        return shop.get("/v1/subscriptions?account_id=" + account + more)
                .jsonPath()
                .getList("data.subscription_id");
    }

    @Test
    void aSubscriptionMovesToAnotherAccount() {
        shop.change("s1", "q", "change_terms", "2026-02-01", "\"quantity\": 12")
                .then()
                .statusCode(201);
        long head = shop.head();
        shop.change("s1", "t", "transfer", "2026-01-10", "\"to_account_id\": \"beta\"")
                .then()
                .statusCode(201)
                .body("account_id", equalTo("beta"))
                .body("from_account_id", equalTo("acme"));
        List<Map<String, Object>> rows = shop.feed(head);
        assertThat(rows).extracting(row -> row.get("change_id")).containsExactly("t", "q");
        assertThat(rows.getFirst())
                .containsEntry("kind", "transfer")
                .containsEntry("account_id", "beta")
                .containsEntry("from_account_id", "acme");
        assertThat(rows.getFirst().get("after")).isEqualTo(rows.getFirst().get("before"));
        assertThat(rows.getLast()).containsEntry("account_id", "beta").containsEntry("restated", true);
        assertThat(of("acme", "")).containsExactly("s1", "s2");
        assertThat(of("acme", "&active_at=2026-01-10T00:00:00Z")).containsExactly("s2");
        assertThat(of("beta", "&active_at=2026-01-10T00:00:00Z")).containsExactly("s1", "s3");
        shop.change("s1", "t2", "transfer", "2026-01-11", "\"to_account_id\": \"beta\"")
                .then()
                .statusCode(409);
        shop.change("s1", "t3", "transfer", "2026-01-11", "\"to_account_id\": \"nobody\"")
                .then()
                .statusCode(422);
        Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body("{\"change_id\": \"x\", \"kind\": \"transfer\", \"effective_at\": \"2026-01-11T00:00:00Z\"}")
                .post("/v1/subscriptions/s1/changes")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/to_account_id"));
    }

    @Test
    void factsFollowAMoveOnItsDay() {
        transfer("acme", "beta", "split", "\"s1\"").then().statusCode(201);
        assertThat(quantities("day=2026-01-09")).containsEntry("acme", 20).containsEntry("beta", 10);
        assertThat(quantities("day=2026-01-10")).containsEntry("acme", 10).containsEntry("beta", 20);
        assertThat(quantities("day=2026-01-10&from=b"))
                .doesNotContainKey("acme")
                .containsEntry("beta", 20);
    }

    private Map<String, Integer> quantities(String query) {
        Map<String, Integer> quantities = new java.util.HashMap<>();
        for (JsonPath line : shop.facts(query)) {
            quantities.put(line.getString("account_id"), line.getInt("quantity"));
        }
        return quantities;
    }

    @Test
    void aSplitMovesAllOrNothing() {
        long head = shop.head();
        BadInput.isProblem(transfer("acme", "gamma", "split", "\"s1\", \"s3\""), 409, "illegal_change");
        BadInput.isProblem(transfer("acme", "gamma", "split", "\"s1\", \"none\""), 422, "unknown_reference");
        BadInput.isProblem(transfer("acme", "nobody", "split", "\"s1\""), 422, "unknown_reference");
        assertThat(shop.head()).isEqualTo(head);
        transfer("acme", "gamma", "split", "\"s2\", \"s1\"")
                .then()
                .statusCode(201)
                .body("data", hasSize(2));
        long moved = shop.head();
        transfer("acme", "gamma", "split", "\"s2\", \"s1\"").then().statusCode(200);
        assertThat(shop.head()).isEqualTo(moved);
        assertThat(of("gamma", "&active_at=2026-01-10T00:00:00Z")).containsExactly("s1", "s2");
        BadInput.check(
                () -> Api.unchecked(shop.tenant(), "subscriptions:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).post("/v1/accounts/acme/transfers")
                        : request.body((String) body).post("/v1/accounts/acme/transfers"));
    }

    @Test
    void aMergedAccountIsTheOther() {
        shop.change("s3", "t", "transfer", "2026-01-04", "\"to_account_id\": \"acme\"")
                .then()
                .statusCode(201);
        long head = shop.head();
        MutableClock.set("2026-02-01T00:00:00Z");
        merge("acme", "gamma", "m")
                .then()
                .statusCode(201)
                .body("merged_into", equalTo("gamma"))
                .body("subscriptions", equalTo(3));
        List<Map<String, Object>> rows = shop.feed(head);
        assertThat(rows.getFirst())
                .containsEntry("type", "account")
                .containsEntry("account_id", "acme")
                .containsEntry("deleted", true)
                .containsEntry("merged_into", "gamma");
        assertThat(rows.subList(1, rows.size()))
                .extracting(
                        row -> row.get("subscription_id") + " " + row.get("change_id") + " " + row.get("account_id"))
                .containsExactly("s1 #start gamma", "s2 #start gamma", "s3 #start beta", "s3 t gamma");
        assertThat(rows.subList(1, rows.size()))
                .allSatisfy(row -> assertThat(row).containsEntry("restated", true));
        shop.get("/v1/accounts/acme").then().statusCode(404);
        assertThat(of("gamma", "")).containsExactly("s1", "s2", "s3");
        assertThat(of("acme", "")).isEmpty();
        assertThat(of("acme", "&as_of=2026-01-20T00:00:00Z")).containsExactly("s1", "s2", "s3");
        assertThat(of("gamma", "&as_of=2026-01-20T00:00:00Z")).isEmpty();
        merge("acme", "gamma", "m").then().statusCode(200).body("subscriptions", equalTo(3));
        merge("acme", "beta", "m").then().statusCode(409);
        merge("acme", "gamma", "other").then().statusCode(404);
        merge("beta", "nobody", "m").then().statusCode(422);
        merge("beta", "beta", "m").then().statusCode(400);
    }

    @Test
    void theFamilyAndThePeopleOfAMergedAccountFollow() {
        for (String child : List.of("beta", "gamma")) {
            shop.put("/v1/accounts/" + child, "{\"name\": \"%s\", \"parent_id\": \"acme\"}".formatted(child))
                    .then()
                    .statusCode(200);
        }
        for (String contact : List.of("acme/contacts/1", "acme/contacts/2", "gamma/contacts/2")) {
            shop.put("/v1/accounts/" + contact, "{\"name\": \"%s\"}".formatted(contact))
                    .then()
                    .statusCode(201);
        }
        long head = shop.head();
        merge("acme", "gamma", "m").then().statusCode(201);
        assertThat(shop.feed(head))
                .filteredOn(row -> row.get("type").equals("account"))
                .extracting(row -> row.get("account_id") + " " + row.get("parent_id"))
                .containsExactlyInAnyOrder("acme null", "beta gamma", "gamma null");
        shop.get("/v1/accounts/beta").then().body("parent_id", equalTo("gamma"));
        shop.get("/v1/accounts/gamma/contacts/1").then().body("name", equalTo("acme/contacts/1"));
        shop.get("/v1/accounts/gamma/contacts/2").then().body("name", equalTo("gamma/contacts/2"));
    }

    @Test
    void filesThatNameAMergedAccountMeanTheOther() {
        merge("acme", "beta", "m1").then().statusCode(201);
        merge("beta", "gamma", "m2").then().statusCode(201);
        String row = """
                subscription_id,account_id,plan_id,start,amount,currency,interval
                s1,acme,pro,2026-01-01,490,USD,year
                s9,acme,pro,2026-01-01,490,USD,year
                """;
        JsonPath job = shop.load("subscription_period", false, "{\"create_missing\": true}", "text/csv", row);
        assertThat(job.getInt("rows_accepted")).isEqualTo(1);
        assertThat(of("gamma", "")).containsExactly("s1", "s2", "s3", "s9");
        shop.get("/v1/accounts/acme").then().statusCode(404);
    }
}
