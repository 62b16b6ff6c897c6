package dev.keizoku.subscriptions.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class AccountResourceTest {

    private static final String ACME = """
            {"name": "Acme", "external_ids": {"salesforce": "001"},
             "attributes": {"country": "JP", "seats": 12.50, "vip": true}}
            """;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(TestTenants.fresh());
    }

    /** Unchecked: OpenAPI 3.0 has no word for parameters whose names the caller makes up. */
    private Response filtered(String query) {
        return Api.unchecked(shop.tenant(), "subscriptions:read").get("/v1/accounts?" + query);
    }

    @Test
    void anAccountIsCreatedReplacedAndRead() {
        shop.put("/v1/accounts/acme", ACME).then().statusCode(201).body("attributes.seats", equalTo(12.5f));
        shop.put("/v1/accounts/acme", "{\"name\": \"Acme K.K.\"}").then().statusCode(200);
        shop.get("/v1/accounts/acme")
                .then()
                .statusCode(200)
                .body("name", equalTo("Acme K.K."))
                .body("attributes.size()", equalTo(0));
        shop.get("/v1/accounts/other").then().statusCode(404);
    }

    @Test
    void theSameContentAgainTellsNobody() {
        shop.put("/v1/accounts/acme", ACME).then().statusCode(201);
        long head = shop.head();
        shop.put("/v1/accounts/acme", ACME.replace("12.50", "12.5")).then().statusCode(200);
        assertThat(shop.head()).isEqualTo(head);
        shop.put("/v1/accounts/acme", ACME.replace("JP", "US")).then().statusCode(200);
        assertThat(shop.feed(head)).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("type", "account").containsEntry("account_id", "acme");
            assertThat(row).containsEntry("deleted", false);
            assertThat(row.get("attributes")).asString().contains("US");
        });
    }

    @Test
    void idsAreAnyUnicodeAndCompareByteByByte() {
        for (String id : List.of("株/式", "a b;c", "z", "Z", "é", "e\u0301", "😀")) {
            shop.writer()
                    .body("{\"name\": \"x\"}")
                    .put("/v1/accounts/{id}", id)
                    .then()
                    .statusCode(201)
                    .body("account_id", equalTo(id));
        }
        shop.get("/v1/accounts")
                .then()
                .body("data.account_id", contains("Z", "a b;c", "e\u0301", "z", "é", "株/式", "😀"));
    }

    @Test
    void aListIsPagedAndFiltered() {
        for (int i = 0; i < 5; i++) {
            shop.put("/v1/accounts/a" + i, "{\"name\": \"x\", \"attributes\": {\"size\": %d}}".formatted(i % 2))
                    .then()
                    .statusCode(201);
        }
        JsonPath first = filtered("limit=2&attribute.size=0").jsonPath();
        assertThat(first.getList("data.account_id")).containsExactly("a0", "a2");
        assertThat(first.getBoolean("has_more")).isTrue();
        String cursor = first.getString("next_cursor");
        filtered("limit=2&attribute.size=0&cursor=" + cursor)
                .then()
                .body("data.account_id", contains("a4"))
                .body("has_more", equalTo(false))
                .body("next_cursor", equalTo(null));
        BadInput.isProblem(
                Api.unchecked(shop.tenant(), "subscriptions:read").get("/v1/accounts?limit=2&cursor=" + cursor),
                400,
                "invalid_request");
        filtered("attribute.size=0&attribute.size=1").then().body("data.size()", equalTo(5));
    }

    @Test
    void anAccountWithoutSubscriptionsCanBeDeleted() {
        Shop.open(shop.tenant()).withAccounts("acme", "busy");
        shop.start("s", "busy", "2026-01-01").then().statusCode(201);
        long head = shop.head();
        shop.writer().delete("/v1/accounts/acme").then().statusCode(204);
        shop.writer().delete("/v1/accounts/acme").then().statusCode(404);
        BadInput.isProblem(shop.writer().delete("/v1/accounts/busy"), 409, "account_in_use");
        assertThat(shop.feed(head))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("deleted", true));
    }

    @Test
    void everyBadFieldIsNamed() {
        Response answer = Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body("""
                        {"name": "x", "external_ids": {"crm": 5}, "attributes": {"a": null, "b": [1], "c": 1e400, "d": 1}}
                        """)
                .put("/v1/accounts/acme");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then()
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/external_ids/crm", "/attributes/a", "/attributes/b", "/attributes/c"));
        BadInput.check(
                () -> Api.unchecked(shop.tenant(), "subscriptions:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).put("/v1/accounts/x")
                        : request.body((String) body).put("/v1/accounts/x"));
    }

    @Test
    void tenantsSeeOnlyTheirOwn() {
        shop.withAccounts("acme");
        Shop other = new Shop(TestTenants.fresh());
        other.get("/v1/accounts/acme").then().statusCode(404);
        other.withAccounts("acme");
        other.writer().delete("/v1/accounts/acme").then().statusCode(204);
        shop.get("/v1/accounts/acme").then().statusCode(200);
    }

    @Test
    void nobodyGetsInWithoutTokenOrScope() {
        BadInput.isProblem(Api.anonymous().get("/v1/accounts/acme"), 401, "unauthenticated");
        BadInput.isProblem(
                Api.unchecked(shop.tenant(), "subscriptions:read")
                        .contentType("application/json")
                        .body(ACME)
                        .put("/v1/accounts/acme"),
                403,
                "forbidden");
        BadInput.isProblem(
                Api.unchecked(shop.tenant(), "subscriptions:write").get("/v1/subscription-changes"), 403, "forbidden");
        BadInput.isProblem(
                Api.unchecked("unheard-of", "subscriptions:write")
                        .contentType("application/json")
                        .body(ACME)
                        .put("/v1/accounts/acme"),
                503,
                "tenant_not_ready");
    }

    @Test
    void anEarlierInstantShowsAnAccountAsItWasKnownThen() {
        MutableClock.set("2026-01-05T00:00:00Z");
        shop.put("/v1/accounts/then", "{\"name\": \"Old\", \"attributes\": {\"country\": \"JP\"}}")
                .then()
                .statusCode(201);
        MutableClock.set("2026-02-05T00:00:00Z");
        shop.put("/v1/accounts/then", "{\"name\": \"New\", \"attributes\": {\"country\": \"US\"}}")
                .then()
                .statusCode(200);
        MutableClock.set("2026-03-05T00:00:00Z");
        shop.writer().delete("/v1/accounts/then").then().statusCode(204);
        MutableClock.reset();
        shop.get("/v1/accounts/then").then().statusCode(404);
        shop.get("/v1/accounts/then?as_of=2026-01-20T00:00:00Z")
                .then()
                .statusCode(200)
                .body("name", equalTo("Old"))
                .body("created_at", equalTo("2026-01-05T00:00:00Z"));
        shop.get("/v1/accounts/then?as_of=2026-02-20T00:00:00Z").then().body("name", equalTo("New"));
        shop.get("/v1/accounts/then?as_of=2026-01-01T00:00:00Z").then().statusCode(404);
        filtered("attribute.country=JP&as_of=2026-01-20T00:00:00Z").then().body("data.name", contains("Old"));
        filtered("attribute.country=JP&as_of=2026-02-20T00:00:00Z").then().body("data", empty());
    }
}
