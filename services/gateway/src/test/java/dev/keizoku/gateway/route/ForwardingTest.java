package dev.keizoku.gateway.route;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithGateway
class ForwardingTest {

    private final Map<Upstream, StubService> services = new EnumMap<>(Upstream.class);

    @Inject
    JWTParser tokens;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void startTheServices() {
        for (Upstream upstream : Upstream.values()) {
            services.put(
                    upstream,
                    StubService.start(upstream).answering(200, "{\"by\": \"%s\"}".formatted(upstream.contract())));
        }
    }

    @AfterEach
    void stopTheServices() {
        services.values().forEach(StubService::close);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/accounts/acme, subscriptions",
        "/v1/accounts?limit=1&cursor=x%2Fy, subscriptions",
        "/v1/accounts/acme/usage, usage",
        "/v1/accounts/acme/mrr, metrics",
        "/v1/metrics/nrr?group_by=plan&plan=a%26b, metrics",
        "/v1/metrics/movements, metrics",
        "/v1/accounts/acme/health, health",
        "/v1/health-scores, health",
        "/v1/imports/imp_s_1, subscriptions",
        "/v1/imports/imp_u_1, usage",
        "/v1/imports/imp_h_1, health"
    })
    void asksTheServiceThatOwnsThePath(String uri, String service) {
        Response answer = Door.proxied(Door.newTenant().key()).get(uri);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("by")).isEqualTo(service);
        assertThat(services.get(Upstream.valueOf(service.toUpperCase(java.util.Locale.ROOT)))
                        .last()
                        .uri())
                .isEqualTo(uri);
    }

    @Test
    void countsByOperationAndNotByAccount() {
        String key = Door.newTenant().key();
        Door.proxied(key).get("/v1/accounts/one/mrr");
        Door.proxied(key).get("/v1/accounts/two/mrr");
        Door.proxied(key).get("/v1/nothing/of/the/kind");
        Door.proxied(key).get("/v1//made/up");
        Eventually.within(
                Duration.ofMinutes(1),
                "the operation is counted",
                () -> !meters.find("http.server.requests")
                        .tag("uri", "/v1/accounts/{account_id}/mrr")
                        .timers()
                        .isEmpty());
        assertThat(meters.find("http.server.requests").timers())
                .extracting(timer -> timer.getId().getTag("uri"))
                .doesNotContain(
                        "/v1/accounts/one/mrr", "/v1/accounts/two/mrr", "/v1/nothing/of/the/kind", "/v1//made/up");
    }

    @ParameterizedTest
    @CsvSource({
        "account, subscriptions",
        "subscription_period, subscriptions",
        "renewal, subscriptions",
        "event, usage",
        "touchpoint, health"
    })
    void sendsAnImportByItsKind(String kind, String service) {
        Response answer = Door.proxied(Door.newTenant().key())
                .contentType("text/csv")
                .body("a,b")
                .post("/v1/imports?kind=" + kind);
        assertThat(answer.jsonPath().getString("by")).isEqualTo(service);
    }

    @Test
    void saysWhichImportsThereAre() {
        String key = Door.newTenant().key();
        Response unknown = Door.proxied(key).contentType("text/csv").body("a").post("/v1/imports?kind=x");
        isProblem(unknown, 400, "invalid_request");
        assertThat(unknown.jsonPath().getString("errors[0].pointer")).isEqualTo("?kind");
        isProblem(Door.proxied(key).contentType("text/csv").body("a").post("/v1/imports"), 400, "invalid_request");
        isProblem(Door.proxied(key).get("/v1/imports/imp_x_1"), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a%2Fb", "a%3Bb", "%E7%B6%99%E7%B6%9A", "a+b", "%2B", "a%20b", "..%2F..%2Fq", "a%3fb", "~a"})
    void leavesIdsAsTheyAre(String id) {
        Door.proxied(Door.newTenant().key()).get("/v1/accounts/" + id).then().statusCode(200);
        assertThat(services.get(Upstream.SUBSCRIPTIONS).last().uri()).isEqualTo("/v1/accounts/" + id);
    }

    @Test
    void tellsTheServiceWhoAsksAndNothingElse() throws ParseException {
        Door.Tenant tenant = Door.newTenant();
        String key = Door.keyWith(tenant, "subscriptions:read", "usage:read");
        Door.proxied(key)
                .header("X-Tenant-Id", "other")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Host", "evil")
                .header("Forwarded", "for=10.0.0.1")
                .header("Cookie", "a=b")
                .header("Connection", "keep-alive, X-Secret-Hop")
                .header("X-Secret-Hop", "1")
                .header("TE", "trailers")
                .header("Proxy-Authorization", "Basic x")
                .header("If-None-Match", "\"7\"")
                .header("Idempotency-Key", "k1")
                .get("/v1/accounts/acme")
                .then()
                .statusCode(200);
        StubService.Seen seen = services.get(Upstream.SUBSCRIPTIONS).last();
        for (String gone : new String[] {
            "X-Tenant-Id",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "Forwarded",
            "Cookie",
            "X-Secret-Hop",
            "TE",
            "Proxy-Authorization",
            "X-API-Key"
        }) {
            assertThat(seen.header(gone)).as(gone).isNull();
        }
        assertThat(seen.header("If-None-Match")).isEqualTo("\"7\"");
        assertThat(seen.header("Idempotency-Key")).isEqualTo("k1");
        assertThat(seen.headers().get("Authorization")).hasSize(1);
        assertThat(seen.headers().toString()).doesNotContain(key);
        JsonWebToken token = tokens.parse(seen.header("Authorization").substring("Bearer ".length()));
        assertThat(token.<Object>getClaim("tenant").toString()).isEqualTo(tenant.id());
        assertThat(token.getSubject()).isEqualTo(key.substring(0, 11));
        assertThat(token.getGroups()).containsExactlyInAnyOrder("subscriptions:read", "usage:read");
        assertThat(token.getExpirationTime() - token.getIssuedAtTime()).isEqualTo(60);
    }

    @Test
    void opensWhatAContractOpensToAnybodyAndGivesItNoOtherScope() throws ParseException {
        String uri = "/v1/integrations/stripe/webhook?endpoint=se_1";
        String body = "{ \"id\" :  \"evt_1\" }\n";
        for (RequestSpecification sender :
                new RequestSpecification[] {Api.anonymous(), Api.anonymous().header("Authorization", "Bearer nonsense")
                }) {
            sender.contentType("application/json")
                    .header("Stripe-Signature", "t=1,v1=ab")
                    .body(body)
                    .post(uri)
                    .then()
                    .statusCode(200);
            StubService.Seen seen = services.get(Upstream.SUBSCRIPTIONS).last();
            assertThat(seen.uri()).isEqualTo(uri);
            assertThat(seen.body()).isEqualTo(body);
            assertThat(seen.header("Stripe-Signature")).isEqualTo("t=1,v1=ab");
            JsonWebToken token = tokens.parse(seen.header("Authorization").substring("Bearer ".length()));
            assertThat(token.getGroups()).containsExactly("stripe:webhook");
            assertThat(token.<Object>getClaim("tenant").toString()).isEqualTo("*");
        }
        isProblem(Api.anonymous().get("/v1/integrations/stripe"), 401, "unauthenticated");
        isProblem(Api.anonymous().get(uri), 401, "unauthenticated");
    }

    @Test
    void carriesTheRequestIdFromEndToEnd() {
        services.get(Upstream.USAGE).playing(exchange -> {
            services.get(Upstream.USAGE).note(exchange);
            exchange.getResponseHeaders().set("X-Request-Id", "of-the-service");
            exchange.getResponseHeaders().set("Connection", "X-Hop");
            exchange.getResponseHeaders().set("X-Hop", "1");
            exchange.getResponseHeaders().set("ETag", "\"9\"");
            exchange.sendResponseHeaders(204, -1);
        });
        Response answer = Door.proxied(Door.newTenant().key())
                .header("X-Request-Id", "mine-7")
                .get("/v1/usage");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().getValues("X-Request-Id")).containsExactly("mine-7");
        assertThat(answer.header("X-Hop")).isNull();
        assertThat(answer.header("ETag")).isEqualTo("\"9\"");
        assertThat(services.get(Upstream.USAGE).last().header("X-Request-Id")).isEqualTo("mine-7");
    }

    @Test
    void passesOnWhatTheServiceAnswers() {
        services.get(Upstream.HEALTH).answering(409, "{\"type\": \"/problems/conflict\", \"status\": 409}");
        Response answer = Door.proxied(Door.newTenant().key())
                .contentType("application/json")
                .body("{\"touchpoints\": []}")
                .post("/v1/touchpoints");
        isProblem(answer, 409, "conflict");
        assertThat(services.get(Upstream.HEALTH).last().body()).isEqualTo("{\"touchpoints\": []}");
    }

    @Test
    void saysThatAServiceIsDown() {
        services.get(Upstream.METRICS).close();
        Response answer = Door.proxied(Door.newTenant().key()).get("/v1/metrics/nrr");
        isProblem(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.asString()).doesNotContain("127.0.0.1", "refused", "Exception");
        Response upload = Door.proxied(Door.newTenant().key())
                .contentType("application/json")
                .body("{}")
                .post("/v1/events");
        assertThat(upload.statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotWaitForAServiceThatHangs() {
        StubService usage = services.get(Upstream.USAGE).playing(exchange -> {
            exchange.getRequestBody().readAllBytes();
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofSeconds(8).toNanos());
        });
        String key = Door.newTenant().key();
        long start = System.nanoTime();
        isProblem(Door.proxied(key).get("/v1/usage"), 503, "unavailable");
        Response post =
                Door.proxied(key).contentType("application/json").body("[]").post("/v1/events");
        isProblem(post, 503, "unavailable");
        assertThat(post.header("Retry-After")).isEqualTo("1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        assertThat(usage).isNotNull();
    }
}
