package dev.keizoku.gateway.access;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.UserId;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.PostgresResource;
import dev.keizoku.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class BrowserTokenTest {

    private static final String PAGE = "https://app.acme.example";
    private static final String GATED = "{\"type\": \"limit.gated\", \"account_id\": \"acme\", \"user_id\": \"u-7\"}";

    private StubService subscriptions;
    private StubService usage;
    private StubService health;

    @BeforeEach
    void startTheServices() {
        subscriptions = StubService.start(Upstream.SUBSCRIPTIONS)
                .answering(Map.of(
                        "/v1/subscriptions/sub-1",
                        subscription("acme"),
                        "/v1/subscriptions/sub-2",
                        subscription("other"),
                        "/v1/plans/pro",
                        plan("suite", true, 2),
                        "/v1/plans/gold",
                        plan("suite", true, 3),
                        "/v1/plans/free",
                        plan("suite", true, 1),
                        "/v1/plans/staff",
                        plan("suite", false, 9),
                        "/v1/subscriptions/sub-1/changes",
                        "{}"));
        usage = StubService.start(Upstream.USAGE).answering(200, "{}");
        health = StubService.start(Upstream.HEALTH).answering(200, "{}");
    }

    @AfterEach
    void stopTheServices() {
        subscriptions.close();
        usage.close();
        health.close();
    }

    @Test
    void readsItsOwnAccountAndNoOther() {
        String token = token(Door.newTenant().key());
        assertThat(Door.proxied(token).get("/v1/accounts/acme/health").statusCode())
                .isEqualTo(200);
        isProblem(Door.proxied(token).get("/v1/accounts/other/health"), 404, "not_found");
        isProblem(Door.proxied(token).get("/v1/accounts/other/entitlements"), 404, "not_found");
        assertThat(health.requests()).hasSize(1);
    }

    @Test
    void opensNothingElse() {
        String token = token(Door.newTenant().key());
        for (String path : new String[] {
            "/v1/tenant", "/v1/accounts", "/v1/accounts/acme", "/v1/api-keys", "/v1/health-scores", "/v1/audit-log"
        }) {
            isProblem(Door.proxied(token).get(path), 403, "forbidden");
        }
        isProblem(Door.proxied(token).get("/v1/nothing"), 404, "not_found");
        isProblem(
                Door.proxied(token)
                        .contentType(ContentType.JSON)
                        .body("{\"account_id\": \"other\", \"user_id\": \"u\"}")
                        .post("/v1/browser-tokens"),
                403,
                "forbidden");
    }

    @Test
    void sendsThatItsUserCameUponALimit() {
        String token = token(Door.newTenant().key());
        assertThat(post(token, "/v1/events", GATED).statusCode()).isEqualTo(200);
        assertThat(usage.last().body()).isEqualTo(GATED);
        isProblem(post(token, "/v1/events", GATED.replace("acme", "other")), 403, "forbidden");
        isProblem(post(token, "/v1/events", GATED.replace("u-7", "u-8")), 403, "forbidden");
        isProblem(post(token, "/v1/events?dry_run=true", GATED), 403, "forbidden");
        isProblem(post(token, "/v1/track", GATED), 403, "forbidden");
        assertThat(usage.requests()).hasSize(1);
    }

    @Test
    void upgradesASubscriptionOfItsOwnAccount() {
        String token = token(Door.newTenant().key());
        String path = "/v1/subscriptions/sub-1/changes";
        assertThat(post(token, path, change("\"plan_id\": \"gold\"")).statusCode())
                .isEqualTo(200);
        assertThat(subscriptions.last().body()).contains("gold");
        assertThat(post(token, path, change("\"quantity\": 11")).statusCode()).isEqualTo(200);
        for (String not : new String[] {
            "\"plan_id\": \"free\"",
            "\"plan_id\": \"staff\"",
            "\"quantity\": 9",
            "\"plan_id\": \"gold\", \"price\": {\"amount\": {\"amount\": \"1\", \"currency\": \"JPY\"}}"
        }) {
            isProblem(post(token, path, change(not)), 403, "forbidden");
        }
        isProblem(post(token, path, change("\"quantity\": 11").replace("change_terms", "cancel")), 403, "forbidden");
        isProblem(post(token, path, change("\"quantity\": 11").replace("2026", "2025")), 403, "forbidden");
        isProblem(post(token, "/v1/subscriptions/sub-2/changes", change("\"quantity\": 11")), 404, "not_found");
        isProblem(post(token, "/v1/subscriptions/sub-3/changes", change("\"quantity\": 11")), 404, "not_found");
    }

    @Test
    void opensNoMoreThanTheKeyItWasHadWithAndEndsWithIt() {
        Door.Tenant tenant = Door.newTenant();
        String key = Door.keyWith(tenant, "usage:write");
        String token = token(key);
        isProblem(Door.proxied(token).get("/v1/accounts/acme/health"), 403, "forbidden");
        assertThat(post(token, "/v1/events", GATED).statusCode()).isEqualTo(200);
        Door.with(tenant.key())
                .delete("/v1/api-keys/" + key.substring(0, 11))
                .then()
                .statusCode(204);
        isProblem(post(token, "/v1/events", GATED), 401, "unauthenticated");
    }

    @Test
    void refusesWhatIsOverTamperedWithOrSignedForAnotherUse() {
        Door.Tenant tenant = Door.newTenant();
        BrowserTokens tokens = new BrowserTokens(PostgresResource.TOKEN_SECRET);
        BrowserTokens.Bearer bearer = new BrowserTokens.Bearer(
                new TenantId(tenant.id()), tenant.key().substring(0, 11), new AccountId("acme"), new UserId("u-7"));
        String good = tokens.sign(bearer, Duration.ofMinutes(1)).token();
        assertThat(Door.proxied(good).get("/v1/accounts/acme/health").statusCode())
                .isEqualTo(200);
        String[] parts = good.split("\\.");
        for (String bad : new String[] {
            tokens.sign(bearer, Duration.ofSeconds(-1)).token(),
            good.substring(6),
            good + "x",
            parts[0] + "." + parts[1] + ".",
            "kz_bt_" + Tokens.of(tenant.id(), "health:read"),
            new BrowserTokens("another-secret-for-tests-only-0123456789")
                    .sign(bearer, Duration.ofMinutes(1))
                    .token(),
            "kz_bt_"
        }) {
            isProblem(Door.proxied(bad).get("/v1/accounts/acme/health"), 401, "unauthenticated");
        }
    }

    @Test
    void letsAPublishableKeySendEventsFromItsPagesAndDoNothingElse() {
        Door.Tenant tenant = Door.newTenant();
        String shown = publishable(tenant);
        assertThat(fromPage(shown, PAGE).body(GATED).post("/v1/events").statusCode())
                .isEqualTo(200);
        assertThat(fromPage(shown, PAGE).body("{}").post("/v1/track").statusCode())
                .isEqualTo(200);
        isProblem(fromPage(shown, "https://elsewhere.example").body(GATED).post("/v1/events"), 403, "forbidden");
        isProblem(post(shown, "/v1/events", GATED), 403, "forbidden");
        for (String path : new String[] {"/v1/tenant", "/v1/accounts/acme/health", "/v1/usage", "/v1/api-keys"}) {
            isProblem(fromPage(shown, PAGE).get(path), 403, "forbidden");
        }
        isProblem(fromPage(shown, PAGE).delete("/v1/events/app/1"), 403, "forbidden");
        isProblem(
                fromPage(shown, PAGE)
                        .body("{\"account_id\": \"acme\", \"user_id\": \"u\"}")
                        .post("/v1/browser-tokens"),
                403,
                "forbidden");
    }

    @Test
    void tellsBrowsersWhichPagesMayReadAnAnswer() {
        Door.Tenant tenant = Door.newTenant();
        String origin = "https://" + tenant.id() + ".example";
        isProblem(preflight(origin, "GET", "/v1/accounts/acme/health"), 401, "unauthenticated");
        publishable(tenant, origin);
        isProblem(preflight(origin, "G T", "/v1/accounts/acme/health"), 401, "unauthenticated");
        Response asked = preflight(origin, "GET", "/v1/accounts/acme/health");
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(asked.header("Access-Control-Allow-Methods")).isEqualTo("GET");
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("Authorization", "Content-Type");
        assertThat(asked.header("Vary")).contains("Origin");
        assertThat(preflight("https://unknown.example", "GET", "/v1/accounts/acme/health")
                        .statusCode())
                .isEqualTo(401);
        assertThat(preflight(origin, "GET", "/v1/api-keys").statusCode()).isEqualTo(401);

        String token = token(tenant.key());
        Response read = fromPage(token, origin).get("/v1/accounts/acme/health");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        Response refused = fromPage("kz_bt_x", origin).get("/v1/accounts/acme/health");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(origin);

        Response foreign = fromPage(token(Door.newTenant().key()), origin).get("/v1/accounts/acme/health");
        isProblem(foreign, 403, "forbidden");
        assertThat(foreign.header("Access-Control-Allow-Origin")).isNull();
    }

    private static String token(String key) {
        Response made = Door.with(key)
                .contentType(ContentType.JSON)
                .body("{\"account_id\": \"acme\", \"user_id\": \"u-7\", \"expires_in_seconds\": 60}")
                .post("/v1/browser-tokens");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        return made.jsonPath().getString("token");
    }

    private static String publishable(Door.Tenant tenant, String... more) {
        String origins = "\"" + PAGE + "\"" + (more.length == 0 ? "" : ", \"" + more[0] + "\"");
        return Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"kind\": \"publishable\", \"name\": \"page\", \"scopes\": [\"usage:write\"], \"origins\": ["
                        + origins + "]}")
                .post("/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("key");
    }

    private static Response preflight(String origin, String method, String path) {
        return Api.anonymous()
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization")
                .options(path);
    }

    private static io.restassured.specification.RequestSpecification fromPage(String key, String origin) {
        return Door.proxied(key).header("Origin", origin).contentType(ContentType.JSON);
    }

    private static Response post(String key, String path, String body) {
        return Door.proxied(key).contentType(ContentType.JSON).body(body).post(path);
    }

    private static String subscription(String account) {
        return "{\"account_id\": \"" + account + "\", \"plan_id\": \"pro\", \"quantity\": 10}";
    }

    private static String plan(String product, boolean open, int rank) {
        return "{\"product\": \"%s\", \"public\": %s, \"legacy\": false, \"add_on\": false, \"tier_rank\": %d}"
                .formatted(product, open, rank);
    }

    private static String change(String terms) {
        return "{\"change_id\": \"c\", \"kind\": \"change_terms\", \"effective_at\": \"2026-03-02T00:00:00Z\", " + terms
                + "}";
    }
}
