package dev.keizoku.gateway.once;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.GatewayUnderTest;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that is sent again because its answer was lost does nothing again. */
@QuarkusTest
@WithGateway
class OnceTest {

    private static final String KEY = "{\"name\": \"script\", \"scopes\": [\"usage:write\"]}";
    private static final String ENDPOINT = "{\"url\": \"http://127.0.0.1:1/hook\", \"description\": \"CRM\"}";
    private static final String CONNECTION = "{\"crm\": \"hubspot\", \"credentials\": {\"token\": \"pat-1\"}}";

    @Inject
    Jdbi jdbi;

    @Inject
    Once once;

    private Door.Tenant tenant = new Door.Tenant("", "");

    @BeforeEach
    void begin() {
        tenant = Door.newTenant();
    }

    @AfterEach
    void resetTheClock() {
        MutableClock.reset();
    }

    private static Response post(String credential, String path, String key, String body) {
        RequestSpecification request = Door.with(credential).header("Idempotency-Key", key);
        return (body.isEmpty() ? request : request.contentType(ContentType.JSON).body(body)).post(path);
    }

    private Response post(String path, String key, String body) {
        return post(tenant.key(), path, key, body);
    }

    private List<String> listed(String path, String field) {
        return Door.with(tenant.key()).get(path).jsonPath().getList("data." + field);
    }

    /** Sends a request twice and another one under its key. */
    private Response twice(String path, String body, String other) {
        Response first = post(path, "k-1", body);
        Response again = post(path, "k-1", body);
        assertThat(first.statusCode()).as(first.asString()).isIn(200, 201, 202);
        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Cache-Control")).isEqualTo(first.header("Cache-Control"));
        isProblem(post(path, "k-1", other), 422, "unprocessable");
        return again;
    }

    @Test
    void aKeyIsMadeOnceAndItsTextIsToldAgain() {
        Response again = twice("/v1/api-keys", KEY, KEY.replace("script", "other"));
        assertThat(listed("/v1/api-keys", "name")).containsExactlyInAnyOrder("first key", "script");
        assertThat(Door.with(tenant.key()).get("/v1/api-keys").jsonPath().getList("data.id"))
                .contains(again.jsonPath().getString("id"));
        assertThat(Door.with(again.jsonPath().getString("key"))
                        .get("/v1/tenant")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aKeyIsReplacedOnce() {
        String id = post("/v1/api-keys", "made", KEY).jsonPath().getString("id");
        twice("/v1/api-keys/" + id + "/rotate", "{\"overlap_seconds\": 60}", "{\"overlap_seconds\": 61}");
        assertThat(listed("/v1/api-keys", "name")).containsExactlyInAnyOrder("first key", "script", "script");
    }

    @Test
    void anEndpointIsMadeOnceAndItsSecretChangedOnce() {
        String id = twice("/v1/webhook-endpoints", ENDPOINT, ENDPOINT.replace("CRM", "ERP"))
                .jsonPath()
                .getString("endpoint.id");
        assertThat(listed("/v1/webhook-endpoints", "id")).containsExactly(id);
        Response rotated = post("/v1/webhook-endpoints/" + id + "/rotate-secret", "r-1", "");
        Response again = post("/v1/webhook-endpoints/" + id + "/rotate-secret", "r-1", "");
        assertThat(rotated.statusCode()).isEqualTo(200);
        assertThat(again.jsonPath().getString("secret"))
                .isEqualTo(rotated.jsonPath().getString("secret"));
        assertThat(post("/v1/webhook-endpoints/" + id + "/rotate-secret", "r-2", "")
                        .jsonPath()
                        .getString("secret"))
                .isNotEqualTo(rotated.jsonPath().getString("secret"));
        assertThat(post("/v1/webhook-endpoints/" + id + "/test", "t-1", "").asString())
                .isEqualTo(
                        post("/v1/webhook-endpoints/" + id + "/test", "t-1", "").asString());
    }

    @Test
    void aConnectionAndItsRunsAreMadeOnce() {
        String id = twice("/v1/crm-connections", CONNECTION, CONNECTION.replace("pat-1", "pat-2"))
                .jsonPath()
                .getString("id");
        assertThat(listed("/v1/crm-connections", "id")).containsExactly(id);
        Response first = post("/v1/crm-connections/" + id + "/runs", "run-1", "{}");
        Response again = post("/v1/crm-connections/" + id + "/runs", "run-1", "{}");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.asString()).isEqualTo(first.asString());
        isProblem(
                post("/v1/crm-connections/" + id + "/runs", "run-1", "{\"retry_failed\": true}"), 422, "unprocessable");
    }

    @Test
    void aTenantIsMadeOnceAndItsFirstKeyIsToldAgain() {
        String body = "{\"name\": \"Acme\", \"zone\": \"Asia/Tokyo\", \"currency\": \"JPY\"}";
        Response first = post(GatewayUnderTest.OPERATOR_KEY, "/v1/tenants", tenant.id(), body);
        Response again = post(GatewayUnderTest.OPERATOR_KEY, "/v1/tenants", tenant.id(), body);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(Door.with(again.jsonPath().getString("api_key.key"))
                        .get("/v1/tenant")
                        .jsonPath()
                        .getString("tenant"))
                .isEqualTo(first.jsonPath().getString("tenant"));
        String other = body.replace("Acme", "Globex");
        isProblem(post(GatewayUnderTest.OPERATOR_KEY, "/v1/tenants", tenant.id(), other), 422, "unprocessable");
    }

    @Test
    void manyAtOnceMakeOneThing() {
        List<CompletableFuture<Response>> underWay = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                underWay.add(CompletableFuture.supplyAsync(() -> post("/v1/api-keys", "k-1", KEY), threads));
            }
        }
        assertThat(underWay.stream().map(answer -> answer.join().statusCode())).containsOnly(201);
        assertThat(underWay.stream().map(answer -> answer.join().asString()).distinct())
                .hasSize(1);
        assertThat(listed("/v1/api-keys", "name")).containsExactlyInAnyOrder("first key", "script");
    }

    @Test
    void whatWasRefusedLeavesTheKeyUnused() {
        isProblem(post("/v1/api-keys/kz_abcdefgh/rotate", "k-1", "{}"), 404, "not_found");
        assertThat(post("/v1/api-keys", "k-1", KEY).statusCode()).isEqualTo(201);
        isProblem(
                Door.proxied(tenant.key())
                        .header("Idempotency-Key", "k".repeat(256))
                        .contentType(ContentType.JSON)
                        .body(KEY)
                        .post("/v1/api-keys"),
                400,
                "invalid_request");
    }

    @Test
    void nobodyElseIsToldTheAnswer() {
        assertThat(post("/v1/api-keys", "k-1", KEY).statusCode()).isEqualTo(201);
        String colleague = Door.keyWith(tenant, "admin");
        Response refused = post(colleague, "/v1/api-keys", "k-1", KEY);
        isProblem(refused, 422, "unprocessable");
        assertThat(refused.asString()).doesNotContain("kz_");
        Door.Tenant other = Door.newTenant();
        assertThat(post(other.key(), "/v1/api-keys", "k-1", KEY).statusCode()).isEqualTo(201);
    }

    @Test
    void theAnswerIsKeptSealedAndForADay() {
        String first = post("/v1/api-keys", "k-1", KEY).jsonPath().getString("key");
        assertThat(kept()).contains("k-1").doesNotContain(first, first.substring(12), "script");
        MutableClock.advance(Duration.ofHours(23).plusMinutes(59));
        assertThat(post("/v1/api-keys", "k-1", KEY).jsonPath().getString("key")).isEqualTo(first);
        once.forget();
        assertThat(kept()).contains("k-1");
        MutableClock.advance(Duration.ofMinutes(1));
        assertThat(post("/v1/api-keys", "k-1", KEY).jsonPath().getString("key")).isNotEqualTo(first);
        MutableClock.advance(Duration.ofHours(24));
        once.forget();
        assertThat(kept()).isEmpty();
    }

    private String kept() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(string_agg(k::text || encode(k.sealed, 'escape'), ' '), '')
                        from kept_answer k where tenant = :tenant
                        """)
                .bind("tenant", tenant.id())
                .mapTo(String.class)
                .one());
    }
}
