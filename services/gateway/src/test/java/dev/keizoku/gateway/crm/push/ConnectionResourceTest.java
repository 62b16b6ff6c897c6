package dev.keizoku.gateway.crm.push;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.WithGateway;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class ConnectionResourceTest {

    private static final String SECRET = "pat-na1-this-is-never-answered";
    private static final String HUBSPOT = """
            {"crm": "hubspot", "name": "Sales", "address": "http://127.0.0.1:9/", "credentials": {"token": "%s"},
             "active": false}""".formatted(SECRET);

    @Inject
    Jdbi jdbi;

    private static Response post(String key, String body) {
        return Door.proxied(key).contentType(ContentType.JSON).body(body).post("/v1/crm-connections");
    }

    private static Response patch(String key, String id, String body) {
        return Door.proxied(key).contentType(ContentType.JSON).body(body).patch("/v1/crm-connections/" + id);
    }

    @Test
    void whatLetsUsInIsNeverAnsweredAndKeptSealed() {
        Door.Tenant tenant = Door.newTenant();
        Response made = post(tenant.key(), HUBSPOT);
        assertThat(made.statusCode()).isEqualTo(201);
        String id = made.jsonPath().getString("id");
        String changed = Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"name\": \"Field\", \"credentials\": {\"token\": \"%s2\"}}".formatted(SECRET))
                .patch("/v1/crm-connections/" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        String shown = Door.with(tenant.key()).get("/v1/crm-connections/" + id).asString();
        String list = Door.with(tenant.key()).get("/v1/crm-connections").asString();
        String kept = jdbi.withHandle(handle -> handle.createQuery("""
                        select c::text || coalesce(string_agg(t.detail::text, ''), '')
                        from crm_connection c left join audit_trail t on t.tenant = c.tenant
                        where c.tenant = :tenant group by c
                        """)
                .bind("tenant", tenant.id())
                .mapTo(String.class)
                .one());
        assertThat(made.asString() + changed + shown + list + kept).doesNotContain(SECRET);
        assertThat(kept).contains(id, "new_credentials");
        assertThat(list).contains("\"Field\"", "\"address\":\"http://127.0.0.1:9\"");
    }

    @Test
    void whatIsNotOnThePublicInternetIsRefused() {
        String key = Door.newTenant().key();
        for (String address : new String[] {"https://169.254.169.254", "https://10.0.0.1", "https://db.internal"}) {
            Response refused = post(key, HUBSPOT.replace("http://127.0.0.1:9/", address));
            isProblem(refused, 400, "invalid_request");
            assertThat(refused.jsonPath().getString("errors[0].code")).isEqualTo("refused_target");
        }
    }

    @Test
    void credentialsGoNowhereElse() {
        String key = Door.newTenant().key();
        String id = post(key, HUBSPOT).jsonPath().getString("id");
        Response elsewhere = patch(key, id, "{\"address\": \"http://127.0.0.1:10\"}");
        isProblem(elsewhere, 400, "invalid_request");
        assertThat(elsewhere.jsonPath().getString("errors[0].pointer")).isEqualTo("/credentials");
    }

    @Test
    void namesEveryFieldThatCannotBe() {
        String key = Door.newTenant().key();
        Response refused =
                post(key, "{\"crm\": \"salesforce\", \"credentials\": {\"token\": \"x\", \"client_id\": \"c\"}}");
        isProblem(refused, 400, "invalid_request");
        assertThat(refused.jsonPath().getList("errors.pointer"))
                .containsExactlyInAnyOrder("/address", "/credentials/token", "/credentials/client_secret");
        isProblem(post(key, "{\"crm\": \"excel\", \"credentials\": {}}"), 400, "invalid_request");
    }

    @Test
    void onlyWhoAdministersTheTenantSeesOrChangesThem() {
        Door.Tenant tenant = Door.newTenant();
        String id = post(tenant.key(), HUBSPOT).jsonPath().getString("id");
        String reader = Door.keyWith(tenant, "health:read", "health:write");
        isProblem(post(reader, HUBSPOT), 403, "forbidden");
        isProblem(Door.proxied(reader).get("/v1/crm-connections/" + id + "/records"), 403, "forbidden");
        String other = Door.newTenant().key();
        isProblem(Door.proxied(other).get("/v1/crm-connections/" + id), 404, "not_found");
        isProblem(Door.proxied(other).get("/v1/crm-connections/" + id + "/runs"), 404, "not_found");
        Door.with(tenant.key()).delete("/v1/crm-connections/" + id).then().statusCode(204);
        isProblem(Door.proxied(tenant.key()).get("/v1/crm-connections/" + id), 404, "not_found");
    }
}
