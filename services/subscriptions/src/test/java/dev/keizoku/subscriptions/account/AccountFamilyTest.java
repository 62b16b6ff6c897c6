package dev.keizoku.subscriptions.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.subscriptions.Shop;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class AccountFamilyTest {

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(TestTenants.fresh());
    }

    private Response child(String id, String parent) {
        return shop.put("/v1/accounts/" + id, "{\"name\": \"x\", \"parent_id\": \"" + parent + "\"}");
    }

    @Test
    void whoLooksAfterAnAccountAndWhetherItCountsIsTold() {
        long head = shop.head();
        shop.withAccounts("group");
        shop.put(
                        "/v1/accounts/acme",
                        "{\"name\": \"Acme\", \"parent_id\": \"group\", \"owner\": \"ann\", \"internal\": true}")
                .then()
                .statusCode(201)
                .body("parent_id", equalTo("group"))
                .body("owner", equalTo("ann"))
                .body("internal", equalTo(true));
        assertThat(shop.feed(head))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .containsEntry("internal", false)
                                .doesNotContainKeys("parent_id", "owner"),
                        row -> assertThat(row)
                                .containsEntry("parent_id", "group")
                                .containsEntry("owner", "ann")
                                .containsEntry("internal", true));
        shop.put("/v1/accounts/acme", "{\"name\": \"Acme\"}").then().body("internal", equalTo(false));
        shop.get("/v1/accounts?parent_id=group").then().body("data.size()", equalTo(0));
    }

    @Test
    void childrenAreListedLevelByLevel() {
        shop.withAccounts("a");
        child("b", "a").then().statusCode(201);
        child("c", "b").then().statusCode(201);
        child("d", "a").then().statusCode(201);
        shop.get("/v1/accounts?parent_id=a").then().body("data.account_id", contains("b", "d"));
        shop.get("/v1/accounts/a/children").then().body("data.account_id", contains("b", "d"));
        JsonPath first = shop.get("/v1/accounts/a/children?depth=10&limit=2").jsonPath();
        assertThat(first.getList("data.account_id")).containsExactly("b", "c");
        assertThat(first.getList("data.depth")).containsExactly(1, 2);
        shop.get("/v1/accounts/a/children?depth=10&limit=2&cursor=" + first.getString("next_cursor"))
                .then()
                .body("data.account_id", contains("d"));
        shop.get("/v1/accounts/none/children").then().statusCode(404);
        BadInput.isProblem(
                Api.unchecked(shop.tenant(), "subscriptions:read").get("/v1/accounts/a/children?depth=11"),
                400,
                "invalid_request");
    }

    @Test
    void aFamilyHasNoCirclesNoStrangersAndTenLevels() {
        shop.withAccounts("a");
        child("b", "a").then().statusCode(201);
        child("c", "b").then().statusCode(201);
        BadInput.isProblem(child("a", "c"), 422, "unprocessable");
        BadInput.isProblem(child("a", "a"), 422, "unprocessable");
        Response stranger = child("b", "nobody");
        BadInput.isProblem(stranger, 422, "unknown_reference");
        stranger.then().body("errors.pointer", contains("/parent_id"));
        String above = "c";
        for (int level = 4; level <= 10; level++) {
            child("level" + level, above).then().statusCode(201);
            above = "level" + level;
        }
        BadInput.isProblem(child("level11", above), 422, "unprocessable");
        shop.get("/v1/accounts/level11").then().statusCode(404);
        BadInput.isProblem(shop.writer().delete("/v1/accounts/a"), 409, "account_in_use");
    }

    @Test
    void everyBadFieldIsNamed() {
        Response answer = Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body("{\"name\": \"\", \"parent_id\": 4, \"owner\": \"\", \"internal\": \"yes\"}")
                .put("/v1/accounts/acme");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then().body("errors.pointer", containsInAnyOrder("/name", "/parent_id", "/owner", "/internal"));
    }

    @Test
    void familiesComeFromFiles() {
        String file = """
                account_id,parent_id,owner,internal
                child,group,ann,no
                group,,,yes
                loop,loop,,
                orphan,nobody,,
                odd,,,perhaps
                """;
        JsonPath job = shop.load("account", false, "{}", "text/csv", file);
        assertThat(job.getInt("rows_accepted")).as(job.prettify()).isEqualTo(2);
        assertThat(shop.rejections(job))
                .extracting(row -> row.get("field") + " " + row.get("code"))
                .containsExactlyInAnyOrder("parent_id cycle", "parent_id unknown_reference", "internal invalid_value");
        shop.get("/v1/accounts/child")
                .then()
                .body("parent_id", equalTo("group"))
                .body("owner", equalTo("ann"));
        shop.get("/v1/accounts/group").then().body("internal", equalTo(true));
        JsonPath made = shop.load("account", false, "{\"create_missing\": true}", "text/csv", file);
        assertThat(made.getInt("rows_accepted")).as(made.prettify()).isEqualTo(1);
        shop.get("/v1/accounts/nobody").then().statusCode(200);
    }

    @Test
    void aFamilyFollowsAnAccountThatBecomesAnotherOne() {
        shop.withAccounts("top", "other");
        child("old", "top").then().statusCode(201);
        child("kept", "old").then().statusCode(201);
        child("son", "old").then().statusCode(201);
        child("grandson", "kept").then().statusCode(201);
        long head = shop.head();
        // The survivor is below the account it takes the place of.
        shop.writer()
                .body("{\"into\": \"kept\", \"change_id\": \"m1\"}")
                .post("/v1/accounts/old/merge")
                .then()
                .statusCode(201);
        shop.get("/v1/accounts/kept").then().body("parent_id", equalTo("top"));
        shop.get("/v1/accounts/kept/children").then().body("data.account_id", contains("grandson", "son"));
        assertThat(shop.feed(head))
                .filteredOn(row -> !Boolean.TRUE.equals(row.get("deleted")))
                .extracting(row -> row.get("account_id") + " " + row.get("parent_id"))
                .containsExactly("kept top", "son kept");
        shop.writer()
                .body("{\"into\": \"other\", \"change_id\": \"m2\"}")
                .post("/v1/accounts/kept/merge")
                .then()
                .statusCode(201);
        shop.get("/v1/accounts/other/children").then().body("data.account_id", contains("grandson", "son"));
    }
}
