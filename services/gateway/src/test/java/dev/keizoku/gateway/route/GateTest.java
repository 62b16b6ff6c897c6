package dev.keizoku.gateway.route;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.GatewayUnderTest;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithGateway
class GateTest {

    @ParameterizedTest
    @ValueSource(strings = {"/v1/tenant", "/v1/accounts/acme", "/v1/nothing", "/nothing", "/q/health", "/q/metrics"})
    void asksForACredentialFirst(String path) {
        Response answer = Api.anonymous().get(path);
        isProblem(answer, 401, "unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("X-Request-Id")).isEqualTo(answer.jsonPath().getString("request_id"));
    }

    @Test
    void refusesWhatIsNoKeyOfOurs() {
        Door.Tenant tenant = Door.newTenant();
        String otherSecret = tenant.key().substring(0, 12) + "A".repeat(43);
        for (String bad : new String[] {
            "x",
            "kz_",
            "kz_abcdefgh_" + "A".repeat(43),
            otherSecret,
            tenant.key() + "A",
            tenant.key().substring(0, tenant.key().length() - 1),
            "*",
            GatewayUnderTest.OPERATOR_KEY + "x",
            Tokens.of(tenant.id(), "admin"),
            "k".repeat(5000)
        }) {
            isProblem(Door.proxied(bad).get("/v1/tenant"), 401, "unauthenticated");
        }
    }

    @Test
    void takesAKeyInThreeForms() {
        Door.Tenant tenant = Door.newTenant();
        String basic = Base64.getEncoder().encodeToString((tenant.key() + ":").getBytes(StandardCharsets.UTF_8));
        for (var request : new Object[][] {
            {"Authorization", "Bearer " + tenant.key()},
            {"Authorization", "bearer " + tenant.key()},
            {"X-API-Key", tenant.key()},
            {"Authorization", "Basic " + basic}
        }) {
            Response answer =
                    Api.anonymous().header((String) request[0], request[1]).get("/v1/tenant");
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            assertThat(answer.jsonPath().getString("tenant")).isEqualTo(tenant.id());
        }
    }

    @Test
    void refusesTwoCredentialsAtOnce() {
        Door.Tenant tenant = Door.newTenant();
        isProblem(
                Door.proxied(tenant.key()).header("X-API-Key", tenant.key()).get("/v1/tenant"), 401, "unauthenticated");
        assertThat(Door.status(Door.raw("""
                        GET /v1/tenant HTTP/1.1\r
                        Host: x\r
                        Authorization: Bearer %s\r
                        Authorization: Bearer %s\r
                        Connection: close\r
                        \r
                        """.formatted(tenant.key(), tenant.key()))))
                .isEqualTo(401);
    }

    @Test
    void saysWhatIsNotThere() {
        Door.Tenant tenant = Door.newTenant();
        isProblem(Door.proxied(tenant.key()).get("/v1/nothing"), 404, "not_found");
        isProblem(Door.proxied(tenant.key()).get("/q/health"), 404, "not_found");
        isProblem(Door.proxied(tenant.key()).get("/openapi-ui/index.html"), 404, "not_found");
        Response other = Door.proxied(tenant.key()).delete("/v1/tenant");
        isProblem(other, 405, "method_not_allowed");
        assertThat(other.header("Allow")).isEqualTo("GET, PATCH");
    }

    @Test
    void doesNotReachInternalOperations() {
        Door.Tenant tenant = Door.newTenant();
        isProblem(Door.proxied(tenant.key()).get("/v1/subscription-changes"), 404, "not_found");
        isProblem(Door.proxied(tenant.key()).put("/v1/tenants/" + tenant.id()), 404, "not_found");
        isProblem(Door.proxied(GatewayUnderTest.OPERATOR_KEY).put("/v1/tenants/x"), 404, "not_found");
    }

    @Test
    void keepsOperatorAndTenantsApart() {
        Door.Tenant tenant = Door.newTenant();
        isProblem(
                Door.proxied(tenant.key())
                        .contentType("application/json")
                        .body("{}")
                        .post("/v1/tenants"),
                403,
                "forbidden");
        for (String path : new String[] {"/v1/tenant", "/v1/api-keys", "/v1/accounts", "/v1/accounts/a/overview"}) {
            isProblem(Door.proxied(GatewayUnderTest.OPERATOR_KEY).get(path), 403, "forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1//tenant",
                "/v1;x=1/tenant",
                "/v1/tenant;x",
                "/v1/./tenant",
                "/v1/../v1/tenant",
                "/v1/..;/tenant",
                "/v1/%2e%2e/v1/tenant",
                "/v1/%2E%2e/q/health",
                "/v1/accounts/a%00b",
                "http://elsewhere/v1/tenant"
            })
    void refusesOddPaths(String target) {
        Door.Tenant tenant = Door.newTenant();
        String answer = Door.raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + tenant.key()
                + "\r\nConnection: close\r\n\r\n");
        assertThat(Door.status(answer)).isEqualTo(400);
        assertThat(answer).contains("/problems/invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/accounts/%zz", "/v1\\tenant", "/v1/ten ant", "*"})
    void refusesTargetsThatAreNoPathsAtAll(String target) {
        String answer = Door.head("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).containsPattern("HTTP/1.[01] 40[04] ");
    }

    @Test
    void refusesALargeBodyBeforeReadingIt() {
        Door.Tenant tenant = Door.newTenant();
        for (Object[] tooLarge : new Object[][] {
            {"PUT", "/v1/accounts/acme", 1L << 20},
            {"POST", "/v1/events", 10L << 20},
            {"POST", "/v1/imports?kind=event", 512L << 20}
        }) {
            String answer = Door.head(
                    "%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                            .formatted(tooLarge[0], tooLarge[1], tenant.key(), (long) tooLarge[2] + 1));
            assertThat(Door.status(answer)).as(answer).isEqualTo(413);
        }
    }

    @Test
    void mixesUpNobodyUnderLoad() {
        List<Door.Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tenants.add(Door.newTenant());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String key = tenants.get(i % tenants.size()).key();
                answers.add(threads.submit(
                        () -> Door.proxied(key).get("/v1/tenant").jsonPath().getString("tenant")));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(join(answers.get(i)))
                        .isEqualTo(tenants.get(i % tenants.size()).id());
            }
        }
    }

    private static String join(Future<String> answer) {
        try {
            return answer.get(30, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
