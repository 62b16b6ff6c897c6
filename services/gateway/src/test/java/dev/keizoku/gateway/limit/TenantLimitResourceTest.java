package dev.keizoku.gateway.limit;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.GatewayUnderTest;
import dev.keizoku.gateway.WithGateway;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class TenantLimitResourceTest {

    @Inject
    Jdbi jdbi;

    @Test
    void tellsWhatIsLeftOfALimit() {
        Door.Tenant tenant = Door.newTenant();
        set(tenant, "{\"reads\": 1000}").then().statusCode(200);
        Response first = Door.with(tenant.key()).get("/v1/tenant");
        assertThat(first.header("RateLimit-Limit")).isEqualTo("500, 500;window=60");
        assertThat(first.header("RateLimit-Remaining")).isEqualTo("499");
        assertThat(first.header("RateLimit-Reset")).isEqualTo("1");
    }

    @Test
    void refusesWhatIsBeyondALimitAndAnswersEverythingOfOthers() {
        Door.Tenant noisy = Door.newTenant();
        Door.Tenant quiet = Door.newTenant();
        set(noisy, "{\"reads\": 20}").then().statusCode(200);
        Set<Integer> answers = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            answers.add(Door.with(noisy.key()).get("/v1/tenant").statusCode());
            assertThat(Door.with(quiet.key()).get("/v1/tenant").statusCode()).isEqualTo(200);
        }
        assertThat(answers).containsExactlyInAnyOrder(200, 429);
    }

    @Test
    void saysWhenToComeBack() {
        Door.Tenant tenant = Door.newTenant();
        set(tenant, "{\"writes\": 2}").then().statusCode(200);
        Response created = create(tenant);
        assertThat(created.statusCode()).isEqualTo(201);
        Response beyond = create(tenant);
        isProblem(beyond, 429, "too_many_requests");
        assertThat(beyond.header("Retry-After")).isEqualTo("60");
        assertThat(beyond.header("RateLimit-Limit")).isEqualTo("1, 1;window=60");
        assertThat(beyond.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(Door.with(tenant.key()).get("/v1/tenant").statusCode()).isEqualTo(200);
    }

    @Test
    void showsWhatIsInForceAndNotesWhoChangedIt() {
        Door.Tenant tenant = Door.newTenant();
        Response before = Door.with(GatewayUnderTest.OPERATOR_KEY).get(path(tenant));
        assertThat(before.jsonPath().getLong("ingestion")).isEqualTo(2_400_000);
        assertThat(before.jsonPath().getInt("key_percent")).isEqualTo(50);
        assertThat(set(tenant, "{\"exports\": 7}").jsonPath().getLong("exports"))
                .isEqualTo(7);
        assertThat(set(tenant, "{\"reads\": 70000, \"exports\": null}")
                        .jsonPath()
                        .getLong("exports"))
                .isEqualTo(600);
        List<String> actors = jdbi.withHandle(handle -> handle.createQuery(
                        "select actor from audit_trail where tenant = :tenant and action = 'limits.changed'")
                .bind("tenant", tenant.id())
                .mapTo(String.class)
                .list());
        assertThat(actors).containsExactly("operator", "operator");
    }

    @Test
    void belongsToTheOperatorAlone() {
        Door.Tenant tenant = Door.newTenant();
        isProblem(Door.with(tenant.key()).get(path(tenant)), 403, "forbidden");
        isProblem(Door.with(GatewayUnderTest.OPERATOR_KEY).get("/v1/tenants/nobody/limits"), 404, "not_found");
        Response bad = Door.proxied(GatewayUnderTest.OPERATOR_KEY)
                .contentType(ContentType.JSON)
                .body("{\"reads\": 0, \"writes\": -1, \"sleeps\": 1}")
                .put(path(tenant));
        isProblem(bad, 400, "invalid_request");
        assertThat(bad.jsonPath().getList("errors.pointer", String.class)).contains("/reads", "/writes", "/sleeps");
    }

    private static String path(Door.Tenant tenant) {
        return "/v1/tenants/" + tenant.id() + "/limits";
    }

    private static Response set(Door.Tenant tenant, String body) {
        return Door.with(GatewayUnderTest.OPERATOR_KEY)
                .contentType(ContentType.JSON)
                .body(body)
                .put(path(tenant));
    }

    private static Response create(Door.Tenant tenant) {
        return Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"name\": \"x\", \"scopes\": [\"usage:read\"]}")
                .post("/v1/api-keys");
    }
}
