package dev.keizoku.gateway.route;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class AnswerHeadersTest {

    @Test
    void everyAnswerIsWhatItSaysItIsAndIsNotKept() {
        Door.Tenant tenant = Door.newTenant();
        try (StubService metrics = StubService.start(Upstream.METRICS).playing(exchange -> {
            exchange.getResponseHeaders().set("Server", "stub/1.0");
            StubService.answer(exchange, 200, "application/json", "{}");
        })) {
            Response[] answers = {
                Door.with(tenant.key()).get("/v1/api-keys"),
                Door.proxied(tenant.key()).get("/v1/metrics"),
                Door.proxied(tenant.key()).get("/v1/nothing"),
                Api.anonymous().get("/v1/tenant"),
                Api.anonymous().get("/v1//tenant")
            };
            for (Response answer : answers) {
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
                assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
                assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
                assertThat(answer.header("Server")).isNull();
                assertThat(answer.header("Strict-Transport-Security")).isNull();
            }
            assertThat(metrics).isNotNull();
        }
        assertThat(Door.with(tenant.key()).get("/v1/tenant").header("Cache-Control"))
                .isEqualTo("private, no-cache");
    }

    @Test
    void thePagesLoadWhatIsTheirsAndStandInNoFrame() {
        for (String path : new String[] {"/", "/q/swagger-ui/", "/q/openapi"}) {
            Response page = Api.anonymous().get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        }
    }

    @Test
    void whoCameEncryptedIsToldToStaySo() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        AnswerHeaders.complete(headers, true);
        assertThat(headers.get("Strict-Transport-Security")).startsWith("max-age=");
    }

    @Test
    void saysThatATargetOrHeadersAreTooLong() {
        Door.Tenant tenant = Door.newTenant();
        isProblem(Door.proxied(tenant.key()).get("/v1/accounts?plan=" + "x".repeat(4_000)), 414, "uri_too_long");
        isProblem(
                Door.proxied(tenant.key())
                        .header("X-Long", "x".repeat(12 * 1024))
                        .get("/v1/tenant"),
                431,
                "headers_too_large");
        assertThat(Door.proxied(tenant.key())
                        .header("X-Long", "x".repeat(9 * 1024))
                        .get("/v1/tenant")
                        .statusCode())
                .isEqualTo(200);
    }
}
