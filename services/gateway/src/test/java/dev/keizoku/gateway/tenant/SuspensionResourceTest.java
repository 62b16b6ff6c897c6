package dev.keizoku.gateway.tenant;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.GatewayUnderTest;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.people.CareMember;
import dev.keizoku.testkit.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class SuspensionResourceTest {

    @Inject
    Jdbi jdbi;

    private Door.Tenant tenant;

    @BeforeEach
    void begin() {
        tenant = Door.newTenant();
    }

    @Test
    void refusesKeysAndPeopleOfASuspendedTenantUntilItIsResumed() {
        Door.Tenant other = Door.newTenant();
        try (CareMember sato = CareMember.of(tenant, "sato")) {
            Response suspended = Door.suspend(tenant.id());
            assertThat(suspended.jsonPath().getString("suspended_since")).isEqualTo("2026-03-02T00:00:00Z");
            for (String credential : List.of(tenant.key(), sato.token())) {
                isProblem(Door.with(credential).get("/v1/tenant"), 403, "tenant_suspended");
                isProblem(Door.proxied(credential).get("/v1/accounts/a"), 403, "tenant_suspended");
                isProblem(Door.proxied(credential).get("/v1/nothing"), 403, "tenant_suspended");
            }
            assertThat(Door.with(other.key()).get("/v1/tenant").statusCode()).isEqualTo(200);
            Door.resume(tenant.id()).then().statusCode(200);
            assertThat(Door.with(tenant.key()).get("/v1/tenant").statusCode()).isEqualTo(200);
            assertThat(Door.with(sato.token()).get("/v1/tenant").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesATenantSuspendedElsewhereWithinFiveSeconds() {
        assertThat(Door.with(tenant.key()).get("/v1/tenant").statusCode()).isEqualTo(200);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into tenant_suspension (tenant, since, reason) values (:tenant, now(), 'x')")
                .bind("tenant", tenant.id())
                .execute());
        Eventually.within(
                Duration.ofSeconds(5),
                () -> Door.with(tenant.key()).get("/v1/tenant").statusCode() == 403);
    }

    @Test
    void notesEachChangeOnceAndWhy() {
        Door.suspend(tenant.id()).then().statusCode(200);
        Door.suspend(tenant.id()).then().statusCode(200);
        Door.resume(tenant.id()).then().statusCode(200);
        Door.resume(tenant.id()).then().statusCode(200);
        List<String> notes = jdbi.withHandle(handle -> handle.createQuery("""
                        select action || ' ' || actor || coalesce(' ' || (detail ->> 'reason'), '') from audit_trail
                        where tenant = :tenant and action like 'tenant.%' order by id
                        """)
                .bind("tenant", tenant.id())
                .mapTo(String.class)
                .list());
        assertThat(notes).containsExactly("tenant.suspended operator invoices unpaid", "tenant.resumed operator");
    }

    @Test
    void refusesAnIdThatIsNone() {
        String path = "/v1/tenants/" + "x".repeat(256);
        isProblem(
                Door.proxied(GatewayUnderTest.OPERATOR_KEY)
                        .contentType("application/json")
                        .body("{\"reason\": \"unpaid\"}")
                        .post(path + "/suspend"),
                400,
                "invalid_request");
        isProblem(Door.proxied(GatewayUnderTest.OPERATOR_KEY).post(path + "/resume"), 400, "invalid_request");
        isProblem(Door.proxied(GatewayUnderTest.OPERATOR_KEY).get(path + "/limits"), 400, "invalid_request");
    }

    @Test
    void belongsToTheOperatorAlone() {
        isProblem(Door.with(tenant.key()).post("/v1/tenants/" + tenant.id() + "/resume"), 403, "forbidden");
        isProblem(Door.suspend("nobody"), 404, "not_found");
        isProblem(Door.resume("nobody"), 404, "not_found");
    }
}
