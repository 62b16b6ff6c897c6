package dev.keizoku.subscriptions.account;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

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
class KnownAccountsTest {

    private static Response known(String tenant, String ids) {
        return Api.as(tenant, "internal")
                .contentType(ContentType.JSON)
                .body("{\"account_ids\": [" + ids + "]}")
                .post("/v1/known-accounts");
    }

    @Test
    void onlyRegisteredAccountsOfTheTenantAreKnown() {
        String tenant = TestTenants.fresh();
        for (String id : new String[] {"b", "株", "a/c"}) {
            Api.as(tenant, "subscriptions:write")
                    .contentType(ContentType.JSON)
                    .body("{\"name\": \"x\"}")
                    .put("/v1/accounts/{id}", id)
                    .then()
                    .statusCode(201);
        }
        known(tenant, "\"株\", \"nobody\", \"b\", \"a/c\", \"b\"")
                .then()
                .statusCode(200)
                .body("account_ids", contains("a/c", "b", "株"));
        known(tenant, "").then().body("account_ids", empty());
        known(TestTenants.fresh(), "\"b\"").then().body("account_ids", empty());
        BadInput.isProblem(
                Api.unchecked(tenant, "subscriptions:read")
                        .contentType(ContentType.JSON)
                        .body("{\"account_ids\": []}")
                        .post("/v1/known-accounts"),
                403,
                "forbidden");
    }
}
