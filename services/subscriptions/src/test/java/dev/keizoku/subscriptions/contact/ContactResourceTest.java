package dev.keizoku.subscriptions.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
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
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class ContactResourceTest {

    private static final String ANN = """
            {"name": "Ann", "email": "ann@acme.example", "role": "administrator", "department": "finance",
             "tags": ["champion", "bridge", "champion"]}
            """;

    private final Jdbi jdbi;
    private Shop shop;

    ContactResourceTest(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @BeforeEach
    void open() {
        shop = new Shop(TestTenants.fresh()).withAccounts("acme", "beta");
    }

    @AfterEach
    void resetTheClock() {
        MutableClock.reset();
    }

    @Test
    void whoIsNotToSeeWhatIsPersonalReadsEverythingElse() {
        shop.put("/v1/accounts/acme/contacts/ann", ANN).then().statusCode(201);
        for (String path : new String[] {"/v1/accounts/acme/contacts/ann", "/v1/accounts/acme/contacts"}) {
            String at = path.endsWith("ann") ? "" : "data[0].";
            Api.as(shop.tenant(), "subscriptions:read", "personal:masked")
                    .get(path)
                    .then()
                    .statusCode(200)
                    .body(at + "contact_id", equalTo("ann"))
                    .body(at + "name", equalTo("***"))
                    .body(at + "email", equalTo("***"))
                    .body(at + "role", equalTo("administrator"));
            shop.get(path).then().statusCode(200).body(at + "name", equalTo("Ann"));
        }
    }

    @Test
    void aContactIsCreatedReplacedAndListed() {
        shop.put("/v1/accounts/acme/contacts/ann", ANN)
                .then()
                .statusCode(201)
                .body("tags", contains("bridge", "champion"))
                .body("status", equalTo("active"))
                .body("since", equalTo("2026-03-02"));
        shop.put(
                        "/v1/accounts/acme/contacts/bob",
                        "{\"name\": \"Bob\", \"status\": \"left\", \"since\": \"2025-01-31\"}")
                .then()
                .statusCode(201);
        shop.get("/v1/accounts/acme/contacts").then().body("data.contact_id", contains("ann", "bob"));
        shop.get("/v1/accounts/acme/contacts?status=left").then().body("data.name", contains("Bob"));
        shop.get("/v1/accounts/acme/contacts?tag=champion").then().body("data.name", contains("Ann"));
        String cursor =
                shop.get("/v1/accounts/acme/contacts?limit=1").jsonPath().getString("next_cursor");
        shop.get("/v1/accounts/acme/contacts?limit=1&cursor=" + cursor).then().body("data.name", contains("Bob"));
        shop.get("/v1/accounts/beta/contacts").then().body("data.size()", equalTo(0));
        shop.get("/v1/accounts/beta/contacts/ann").then().statusCode(404);
        shop.get("/v1/accounts/none/contacts").then().statusCode(404);
        shop.put("/v1/accounts/none/contacts/ann", ANN).then().statusCode(404);
    }

    @Test
    void aStatusKeepsTheDayItBegan() {
        shop.put("/v1/accounts/acme/contacts/ann", ANN).then().statusCode(201);
        MutableClock.advance(Duration.ofDays(10));
        shop.put("/v1/accounts/acme/contacts/ann", ANN).then().statusCode(200).body("since", equalTo("2026-03-02"));
        shop.put("/v1/accounts/acme/contacts/ann", "{\"name\": \"Ann\", \"status\": \"left\"}")
                .then()
                .body("since", equalTo("2026-03-12"));
    }

    @Test
    void aDeletedPersonLeavesNothingBehind() {
        long head = shop.head();
        shop.put("/v1/accounts/acme/contacts/ann", ANN).then().statusCode(201);
        shop.put("/v1/accounts/beta/contacts/ann", ANN).then().statusCode(201);
        shop.writer().delete("/v1/accounts/acme/contacts/ann").then().statusCode(204);
        shop.writer().delete("/v1/accounts/acme/contacts/ann").then().statusCode(404);
        assertThat(rows()).isEqualTo(1);
        shop.writer().delete("/v1/accounts/beta").then().statusCode(204);
        assertThat(rows()).isZero();
        assertThat(shop.feed(head).toString()).doesNotContain("Ann", "ann@acme");
    }

    private int rows() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from contact where tenant = :tenant")
                .bind("tenant", shop.tenant())
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void everyBadFieldIsNamed() {
        Response answer = Api.unchecked(shop.tenant(), "subscriptions:write")
                .contentType("application/json")
                .body("""
                        {"name": "", "email": "nobody", "role": "", "tags": [""], "status": "asleep", "since": "today",
                         "nickname": "x"}
                        """)
                .put("/v1/accounts/acme/contacts/ann");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then()
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/name", "/email", "/role", "/tags/0", "/status", "/since", "/nickname"));
        BadInput.isProblem(
                Api.unchecked(shop.tenant(), "subscriptions:read").get("/v1/accounts/acme/contacts?status=x&x=1"),
                400,
                "invalid_request");
        BadInput.check(
                () -> Api.unchecked(shop.tenant(), "subscriptions:write"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).put("/v1/accounts/acme/contacts/x")
                        : request.body((String) body).put("/v1/accounts/acme/contacts/x"));
    }

    @Test
    void contactsComeFromFiles() {
        String file = """
                account_id,contact_id,name,email,tags,status,since
                acme,c1,Ann,ann@acme.example,champion; bridge,active,2025-01-01
                acme,c2,Bob,,,left,
                none,c3,Cid,,,,
                acme,c4,Dee,nobody,,gone,
                """;
        JsonPath job = shop.load("contact", false, "{}", "text/csv", file);
        assertThat(job.getInt("rows_accepted")).as(job.prettify()).isEqualTo(2);
        assertThat(shop.rejections(job))
                .extracting(row -> row.get("line") + " " + row.get("field"))
                .containsExactly("4 account_id", "5 email", "5 status");
        shop.get("/v1/accounts/acme/contacts/c1").then().body("tags", contains("bridge", "champion"));
        assertThat(shop.load("contact", false, "{}", "text/csv", file).getInt("rows_unchanged"))
                .isEqualTo(2);
        JsonPath made = shop.load("contact", false, "{\"create_missing\": true}", "text/csv", file);
        assertThat(made.getInt("rows_accepted")).as(made.prettify()).isEqualTo(1);
        shop.get("/v1/accounts/none").then().statusCode(200);
    }

    @Test
    void peopleFollowAnAccountThatBecomesAnotherOne() {
        shop.put("/v1/accounts/acme/contacts/ann", ANN).then().statusCode(201);
        shop.put("/v1/accounts/acme/contacts/bob", "{\"name\": \"Bob\"}").then().statusCode(201);
        shop.put("/v1/accounts/beta/contacts/bob", "{\"name\": \"Robert\"}")
                .then()
                .statusCode(201);
        shop.writer()
                .body("{\"into\": \"beta\", \"change_id\": \"m\"}")
                .post("/v1/accounts/acme/merge")
                .then()
                .statusCode(201);
        shop.get("/v1/accounts/beta/contacts").then().body("data.name", contains("Ann", "Robert"));
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void theContactsOfAUserAreFoundAndRemovedInAllAccounts() {
        String tenant = TestTenants.fresh();
        Shop own = new Shop(tenant).withAccounts("acme", "beta");
        own.put("/v1/accounts/acme/contacts/ann", "{\"name\": \"Ann\", \"user_id\": \"u/1\"}")
                .then()
                .statusCode(201);
        own.put("/v1/accounts/beta/contacts/a", "{\"name\": \"A.\", \"user_id\": \"u/1\"}")
                .then()
                .statusCode(201);
        own.put("/v1/accounts/beta/contacts/bob", "{\"name\": \"Bob\", \"user_id\": \"u2\"}")
                .then()
                .statusCode(201);
        Api.as(tenant, "internal")
                .get("/v1/contact-users/{user}", "u/1")
                .then()
                .statusCode(200)
                .body("contacts.contact_id", contains("ann", "a"));
        Api.as(TestTenants.fresh(), "internal")
                .delete("/v1/contact-users/{user}", "u/1")
                .then()
                .body("contacts", equalTo(0));
        Api.as(tenant, "internal")
                .delete("/v1/contact-users/{user}", "u/1")
                .then()
                .statusCode(200)
                .body("contacts", equalTo(2));
        own.get("/v1/accounts/beta/contacts").then().body("data.name", contains("Bob"));
        BadInput.isProblem(Api.unchecked(tenant, "admin").get("/v1/contact-users/{user}", "u2"), 403, "forbidden");
    }
}
