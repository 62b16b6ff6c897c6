package dev.keizoku.gateway.people;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.BadInput;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class IdentityProviderResourceTest {

    private static final String PATH = "/v1/identity-providers/login";

    @Test
    void keepsWhatItIsTold() {
        Door.Tenant tenant = Door.newTenant();
        String body = "{\"issuer\": \"https://login." + tenant.id() + ".example\", \"audience\": \"keizoku\"}";
        assertThat(Staff.believe(tenant, "login", body).statusCode()).isEqualTo(201);
        assertThat(Staff.believe(tenant, "login", body).statusCode()).isEqualTo(200);
        assertThat(Door.with(tenant.key()).get(PATH).jsonPath().getString("person_claim"))
                .isEqualTo("sub");
        assertThat(Door.with(tenant.key())
                        .get("/v1/identity-providers")
                        .jsonPath()
                        .getList("data.id"))
                .containsExactly("login");
        isProblem(Door.with(Door.newTenant().key()).get(PATH), 404, "not_found");
        Door.with(tenant.key()).delete(PATH).then().statusCode(204);
        isProblem(Door.with(tenant.key()).delete(PATH), 404, "not_found");
        isProblem(Door.with(Door.keyWith(tenant, "health:read")).get(PATH), 403, "forbidden");
    }

    @Test
    void namesEveryBadField() {
        Door.Tenant tenant = Door.newTenant();
        Response bad = Door.proxied(tenant.key())
                .contentType(ContentType.JSON)
                .body("""
                        {"issuer": "http://login.acme.example", "audience": "a", "tenant_claim": "org",
                         "roles": {"x/y": "root"}}
                        """)
                .put("/v1/identity-providers/-");
        isProblem(bad, 400, "invalid_request");
        assertThat(bad.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder("/provider_id", "/issuer", "/tenant_value", "/roles_claim", "/roles/x~1y");
        BadInput.check(
                () -> Door.proxied(tenant.key()),
                (request, body) -> send(request, body).put(PATH));
    }

    private static RequestSpecification send(RequestSpecification request, Object body) {
        return body instanceof byte[] bytes ? request.body(bytes) : request.body((String) body);
    }
}
