package dev.keizoku.subscriptions.account;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class ExternalIdResourceTest {

    private static final String SHORT = "0018d00000AbCdE";
    private static final String LONG = "0018d00000AbCdEAAV";

    private static void account(String tenant, String id, String externalIds) {
        Api.as(tenant, "subscriptions:write")
                .contentType(ContentType.JSON)
                .body("{\"name\": \"x\", \"external_ids\": " + externalIds + "}")
                .put("/v1/accounts/{id}", id)
                .then()
                .statusCode(201);
    }

    private static Response by(String tenant, String system, String id) {
        return Api.as(tenant, "subscriptions:read").get("/v1/accounts/by-external-id/{system}/{id}", system, id);
    }

    private static Response lookup(String tenant, String body) {
        return Api.as(tenant, "subscriptions:read")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/account-lookup");
    }

    @Test
    void findsAnAccountByTheIdItHasElsewhere() {
        String tenant = TestTenants.fresh();
        account(tenant, "acme", "{\"hubspot\": \"987\", \"salesforce\": \"" + SHORT + "\"}");
        account(tenant, "beta", "{\"hubspot\": \"98\", \"erp\": \"987\"}");

        by(tenant, "hubspot", "987").then().statusCode(200).body("account_id", equalTo("acme"));
        by(tenant, "erp", "987").then().body("account_id", equalTo("beta"));
        BadInput.isProblem(by(tenant, "hubspot", "9"), 404, "not_found");
        BadInput.isProblem(by(TestTenants.fresh(), "hubspot", "987"), 404, "not_found");
    }

    @Test
    void bothFormsOfAnIdOfSalesforceFindTheSame() {
        String tenant = TestTenants.fresh();
        account(tenant, "short", "{\"salesforce\": \"" + SHORT + "\"}");
        for (String form : new String[] {SHORT, LONG, LONG.toUpperCase(java.util.Locale.ROOT)}) {
            by(tenant, "salesforce", form).then().body("account_id", equalTo("short"));
        }
        BadInput.isProblem(by(tenant, "salesforce", SHORT.toLowerCase(java.util.Locale.ROOT)), 404, "not_found");

        account(tenant, "long", "{\"salesforce\": \"" + LONG + "\"}");
        BadInput.isProblem(by(tenant, "salesforce", SHORT), 409, "conflict");
        lookup(tenant, "{\"system\": \"salesforce\", \"external_ids\": [\"" + SHORT + "\"]}")
                .then()
                .body("data[0].account_ids", contains("long", "short"));
    }

    @Test
    void looksManyUpInTheOrderTheyWereSent() {
        String tenant = TestTenants.fresh();
        account(tenant, "a", "{\"hubspot\": \"1\"}");
        account(tenant, "b", "{\"hubspot\": \"2\"}");
        lookup(tenant, "{\"system\": \"hubspot\", \"external_ids\": [\"2\", \"nobody\", \"1\", \"2\"]}")
                .then()
                .statusCode(200)
                .body("data.external_id", contains("2", "nobody", "1"))
                .body("data[0].account_ids", contains("b"))
                .body("data[1].account_ids", empty());
    }

    @Test
    void anOwnerIsSetWithoutTouchingTheRest() {
        String tenant = TestTenants.fresh();
        account(tenant, "acme", "{\"hubspot\": \"987\"}");
        owner(tenant, "acme", "\"hana\"").then().statusCode(200).body("owner", equalTo("hana"));
        String updated = by(tenant, "hubspot", "987").jsonPath().getString("updated_at");
        owner(tenant, "acme", "\"hana\"").then().body("updated_at", equalTo(updated));
        owner(tenant, "acme", "null").then().body("owner", equalTo(null)).body("external_ids.hubspot", equalTo("987"));
        BadInput.isProblem(owner(tenant, "nobody", "\"hana\""), 404, "not_found");
    }

    private static Response owner(String tenant, String id, String owner) {
        return Api.as(tenant, "subscriptions:write")
                .contentType(ContentType.JSON)
                .body("{\"owner\": " + owner + "}")
                .put("/v1/accounts/{id}/owner", id);
    }
}
