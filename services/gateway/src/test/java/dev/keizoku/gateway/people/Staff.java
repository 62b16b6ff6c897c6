package dev.keizoku.gateway.people;

import dev.keizoku.gateway.Door;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

/** The ways a test sets up the people of a tenant. */
final class Staff {

    private Staff() {}

    static Response believe(Door.Tenant tenant, String id, String body) {
        return Door.with(tenant.key()).contentType(ContentType.JSON).body(body).put("/v1/identity-providers/" + id);
    }

    /** Believes a provider with roles from the claim {@code roles}. */
    static void believe(Door.Tenant tenant, StubProvider provider) {
        believe(tenant, "login", """
                        {"issuer": "%s", "audience": "%s", "roles_claim": "roles",
                         "roles": {"reader": "viewer", "care": "csm", "boss": "admin"}}
                        """.formatted(provider.issuer(), StubProvider.AUDIENCE))
                .then()
                .statusCode(201);
    }

    static Response member(Door.Tenant tenant, String id, String body) {
        return Door.with(tenant.key()).contentType(ContentType.JSON).body(body).put("/v1/members/" + id);
    }

    /** What a token is answered at the tenant's settings, which every role may read. */
    static int status(String token) {
        return Door.with(token).get("/v1/tenant").statusCode();
    }
}
