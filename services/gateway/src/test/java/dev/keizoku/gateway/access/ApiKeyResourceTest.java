package dev.keizoku.gateway.access;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class ApiKeyResourceTest {

    @Inject
    Jdbi jdbi;

    @AfterEach
    void resetTheClock() {
        MutableClock.reset();
    }

    @Test
    void showsAKeyOnceAndKeepsOnlyItsHash() {
        Door.Tenant tenant = Door.newTenant();
        Response created = create(tenant.key(), "{\"name\": \"script\", \"scopes\": [\"usage:write\"]}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        String key = created.jsonPath().getString("key");
        assertThat(key)
                .matches("kz_[a-z0-9]{8}_[A-Za-z0-9_-]{43}")
                .startsWith(created.jsonPath().getString("id") + "_");

        Response list = Door.with(tenant.key()).get("/v1/api-keys");
        assertThat(list.jsonPath().getList("data.name")).containsExactlyInAnyOrder("script", "first key");
        assertThat(list.asString()).doesNotContain(key, key.substring(12), "hash");
        String stored =
                jdbi.withHandle(handle -> handle.createQuery("select string_agg(api_key::text, ' ') from api_key")
                        .mapTo(String.class)
                        .one());
        assertThat(stored).contains(key.substring(0, 11)).doesNotContain(key, key.substring(12));
    }

    @Test
    void masksNothingForWhoeverCouldReadItAllTheSame() {
        Door.Tenant tenant = Door.newTenant();
        for (String other : new String[] {"admin", "webhooks:manage"}) {
            Response refused =
                    create(tenant.key(), "{\"name\": \"x\", \"scopes\": [\"" + other + "\", \"personal:masked\"]}");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.jsonPath().getString("errors[0].pointer")).isEqualTo("/scopes/1");
        }
        String key = Door.keyWith(tenant, "usage:read", "personal:masked");
        assertThat(Door.with(key).get("/v1/tenant").statusCode()).isEqualTo(200);
    }

    @Test
    void givesAKeyNoMoreThanItsScopes() {
        Door.Tenant tenant = Door.newTenant();
        String reader = Door.keyWith(tenant, "metrics:read");
        assertThat(Door.with(reader).get("/v1/tenant").statusCode()).isEqualTo(200);
        isProblem(Door.with(reader).get("/v1/api-keys"), 403, "forbidden");
        isProblem(create(reader, "{\"name\": \"x\", \"scopes\": [\"admin\"]}"), 403, "forbidden");
        isProblem(Door.with(reader).delete("/v1/api-keys/kz_abcdefgh"), 403, "forbidden");
        isProblem(
                Door.with(reader)
                        .contentType(ContentType.JSON)
                        .body("{\"name\": \"y\"}")
                        .patch("/v1/tenant"),
                403,
                "forbidden");
        isProblem(Door.with(reader).get("/v1/accounts/a/overview"), 403, "forbidden");
    }

    @Test
    void refusesARevokedKey() {
        Door.Tenant tenant = Door.newTenant();
        String key = Door.keyWith(tenant, "usage:read");
        assertThat(Door.with(key).get("/v1/tenant").statusCode()).isEqualTo(200);
        for (int i = 0; i < 2; i++) {
            Door.with(tenant.key())
                    .delete("/v1/api-keys/" + key.substring(0, 11))
                    .then()
                    .statusCode(204);
        }
        isProblem(Door.with(key).get("/v1/tenant"), 401, "unauthenticated");
        assertThat(listed(tenant, key).getString("revoked_at")).isEqualTo("2026-03-02T00:00:00Z");
    }

    @Test
    void refusesAKeyRevokedElsewhereWithinFiveSeconds() {
        Door.Tenant tenant = Door.newTenant();
        String key = Door.keyWith(tenant, "usage:read");
        assertThat(Door.with(key).get("/v1/tenant").statusCode()).isEqualTo(200);
        jdbi.useHandle(handle -> handle.createUpdate("update api_key set revoked_at = now() where id = :id")
                .bind("id", key.substring(0, 11))
                .execute());
        Eventually.within(
                Duration.ofSeconds(5), () -> Door.with(key).get("/v1/tenant").statusCode() == 401);
    }

    @Test
    void refusesAnExpiredKey() {
        Door.Tenant tenant = Door.newTenant();
        String key = create(tenant.key(), """
                        {"name": "short", "scopes": ["usage:read"], "expires_at": "2026-03-02T01:00:00Z"}
                        """).jsonPath().getString("key");
        MutableClock.set("2026-03-02T00:59:59Z");
        assertThat(Door.with(key).get("/v1/tenant").statusCode()).isEqualTo(200);
        MutableClock.set("2026-03-02T01:00:00Z");
        isProblem(Door.with(key).get("/v1/tenant"), 401, "unauthenticated");
    }

    @Test
    void replacesAKeyAndLetsTheOldOneGoOnForAWhile() {
        Door.Tenant tenant = Door.newTenant();
        String old = create(tenant.key(), """
                        {"name": "short", "scopes": ["usage:read"], "expires_at": "2026-04-02T00:00:00Z"}
                        """).jsonPath().getString("key");
        Response rotated = rotate(tenant, old, "{\"overlap_seconds\": 3600}");
        assertThat(rotated.statusCode()).isEqualTo(201);
        assertThat(rotated.header("Cache-Control")).isEqualTo("no-store");
        String fresh = rotated.jsonPath().getString("key");
        assertThat(rotated.jsonPath().getList("scopes")).containsExactly("usage:read");
        assertThat(rotated.jsonPath().getString("expires_at")).isEqualTo("2026-04-02T00:00:00Z");
        assertThat(rotated.jsonPath().getString("replaced_until")).isEqualTo("2026-03-02T01:00:00Z");
        assertThat(listed(tenant, old).getString("replaced_by")).isEqualTo(fresh.substring(0, 11));
        isProblem(rotate(tenant, old, "{}"), 409, "key_over");

        MutableClock.set("2026-03-02T00:59:59Z");
        assertThat(Door.with(old).get("/v1/tenant").statusCode()).isEqualTo(200);
        assertThat(Door.with(fresh).get("/v1/tenant").statusCode()).isEqualTo(200);
        MutableClock.set("2026-03-02T01:00:00Z");
        isProblem(Door.with(old).get("/v1/tenant"), 401, "unauthenticated");
        assertThat(Door.with(fresh).get("/v1/tenant").statusCode()).isEqualTo(200);
    }

    @Test
    void replacesNothingThatIsOverOrBelongsToOthers() {
        Door.Tenant tenant = Door.newTenant();
        String key = Door.keyWith(tenant, "usage:read");
        isProblem(rotate(Door.newTenant(), key, "{}"), 404, "not_found");
        Door.with(tenant.key())
                .delete("/v1/api-keys/" + key.substring(0, 11))
                .then()
                .statusCode(204);
        isProblem(rotate(tenant, key, "{}"), 409, "key_over");
        Response bad = Door.proxied(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"overlap_seconds\": -1}")
                .post("/v1/api-keys/" + tenant.key().substring(0, 11) + "/rotate");
        isProblem(bad, 400, "invalid_request");
        isProblem(rotate(tenant, tenant.key(), "{\"expires_at\": \"2020-01-01T00:00:00Z\"}"), 400, "invalid_request");
    }

    @Test
    void doesNotCountAReplacedKeyAsOneThatCanMakeOthers() {
        Door.Tenant tenant = Door.newTenant();
        String fresh = rotate(tenant, tenant.key(), "{}").jsonPath().getString("key");
        isProblem(Door.with(fresh).delete("/v1/api-keys/" + fresh.substring(0, 11)), 409, "last_admin_key");
        Door.with(fresh)
                .delete("/v1/api-keys/" + tenant.key().substring(0, 11))
                .then()
                .statusCode(204);
    }

    @Test
    void makesPublishableKeysForStatedOriginsOnly() {
        Door.Tenant tenant = Door.newTenant();
        Response bad = Door.proxied(tenant.key())
                .contentType(ContentType.JSON)
                .body("""
                        {"kind": "publishable", "name": "x", "scopes": ["usage:write", "usage:read"],
                         "origins": ["https://app.acme.example/", "http://acme.example", "*", "https://a.example"]}
                        """)
                .post("/v1/api-keys");
        assertThat(bad.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder("/scopes/1", "/origins/0", "/origins/1", "/origins/2");
        isProblem(
                create(tenant.key(), "{\"kind\": \"publishable\", \"name\": \"x\", \"scopes\": [\"usage:write\"]}"),
                400,
                "invalid_request");
        Response made = create(tenant.key(), """
                {"kind": "publishable", "name": "x", "scopes": ["usage:write"], "origins": ["http://localhost:5173"]}
                """);
        assertThat(made.jsonPath().getString("key")).matches("kz_pk_[a-z0-9]{8}_[A-Za-z0-9_-]{43}");
        assertThat(made.jsonPath().getString("id")).hasSize(14);
    }

    @Test
    void notesWhoMadeReplacedAndRevokedAKey() {
        Door.Tenant tenant = Door.newTenant();
        String key = Door.keyWith(tenant, "usage:read");
        String fresh = rotate(tenant, key, "{}").jsonPath().getString("key");
        Door.with(tenant.key())
                .delete("/v1/api-keys/" + key.substring(0, 11))
                .then()
                .statusCode(204);
        List<String> notes = jdbi.withHandle(handle -> handle.createQuery("""
                        select action || ' ' || actor || ' ' || (detail ->> 'id') from audit_trail
                        where tenant = :tenant order by id
                        """)
                .bind("tenant", tenant.id())
                .mapTo(String.class)
                .list());
        String admin = tenant.key().substring(0, 11);
        assertThat(notes)
                .containsExactly(
                        "api_key.created operator " + admin,
                        "api_key.created " + admin + " " + key.substring(0, 11),
                        "api_key.rotated " + admin + " " + fresh.substring(0, 11),
                        "api_key.revoked " + admin + " " + key.substring(0, 11));
    }

    @Test
    void keepsTheLastKeyThatCanMakeOthers() {
        Door.Tenant tenant = Door.newTenant();
        String id = tenant.key().substring(0, 11);
        Door.keyWith(tenant, "usage:read");
        isProblem(Door.with(tenant.key()).delete("/v1/api-keys/" + id), 409, "last_admin_key");
        String other = Door.keyWith(tenant, "admin");
        Door.with(tenant.key()).delete("/v1/api-keys/" + id).then().statusCode(204);
        isProblem(Door.with(other).delete("/v1/api-keys/" + other.substring(0, 11)), 409, "last_admin_key");
    }

    @Test
    void knowsNothingOfTheKeysOfOthers() {
        Door.Tenant mine = Door.newTenant();
        Door.Tenant other = Door.newTenant();
        Response foreign =
                Door.with(mine.key()).delete("/v1/api-keys/" + other.key().substring(0, 11));
        Response never = Door.with(mine.key()).delete("/v1/api-keys/kz_zzzzzzzz");
        isProblem(foreign, 404, "not_found");
        isProblem(never, 404, "not_found");
        assertThat(foreign.jsonPath().getString("detail"))
                .isEqualTo(never.jsonPath().getString("detail"));
        assertThat(Door.with(other.key()).get("/v1/tenant").statusCode()).isEqualTo(200);
        assertThat(Door.with(mine.key()).get("/v1/api-keys").jsonPath().getList("data"))
                .hasSize(1);
    }

    @Test
    void listsInPages() {
        Door.Tenant tenant = Door.newTenant();
        for (int i = 0; i < 4; i++) {
            MutableClock.advance(Duration.ofSeconds(i % 2));
            Door.keyWith(tenant, "usage:read");
        }
        List<String> ids = new ArrayList<>();
        String uri = "/v1/api-keys?limit=2";
        while (uri != null) {
            JsonPath page = Door.with(tenant.key()).get(uri).jsonPath();
            ids.addAll(page.getList("data.id"));
            uri = page.getBoolean("has_more") ? "/v1/api-keys?limit=2&cursor=" + page.getString("next_cursor") : null;
        }
        assertThat(ids).hasSize(5).doesNotHaveDuplicates();
        String cursor =
                Door.with(tenant.key()).get("/v1/api-keys?limit=2").jsonPath().getString("next_cursor");
        Door.Tenant other = Door.newTenant();
        isProblem(Door.with(other.key()).get("/v1/api-keys?cursor=" + cursor), 400, "invalid_request");
        isProblem(Door.proxied(tenant.key()).get("/v1/api-keys?limit=0&foo=1&cursor=x"), 400, "invalid_request");
    }

    @Test
    void notesWhenAKeyWasUsed() {
        Door.Tenant tenant = Door.newTenant();
        String key = Door.keyWith(tenant, "usage:read");
        assertThat(listed(tenant, key).getString("last_used_at")).isNull();
        Door.with(key).get("/v1/tenant").then().statusCode(200);
        Eventually.within(
                Duration.ofMinutes(1),
                () -> "2026-03-02T00:00:00Z".equals(listed(tenant, key).getString("last_used_at")));
    }

    @Test
    void namesEveryBadField() {
        Door.Tenant tenant = Door.newTenant();
        Response bad = Door.proxied(tenant.key())
                .contentType(ContentType.JSON)
                .body("""
                        {"name": "", "scopes": ["usage:read", "usage:read", "root"], "expires_at": "2020-01-01T00:00:00Z",
                         "tenant": "other"}
                        """)
                .post("/v1/api-keys");
        isProblem(bad, 400, "invalid_request");
        assertThat(bad.jsonPath().getList("errors.pointer", String.class)).contains("/name", "/tenant");
        Response scopes = Door.proxied(tenant.key())
                .contentType(ContentType.JSON)
                .body("""
                        {"name": "x", "scopes": ["usage:read", "usage:read", "root"], "expires_at": "2020-01-01T00:00:00Z"}
                        """)
                .post("/v1/api-keys");
        assertThat(scopes.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder("/scopes/1", "/scopes/2", "/expires_at");
        BadInput.check(
                () -> Door.proxied(tenant.key()),
                (request, body) -> send(request, body).post("/v1/api-keys"));
    }

    private static io.restassured.specification.RequestSpecification send(
            io.restassured.specification.RequestSpecification request, Object body) {
        return body instanceof byte[] bytes ? request.body(bytes) : request.body((String) body);
    }

    private static Response create(String key, String body) {
        return Door.with(key).contentType(ContentType.JSON).body(body).post("/v1/api-keys");
    }

    private static Response rotate(Door.Tenant tenant, String key, String body) {
        return Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/api-keys/" + key.substring(0, 11) + "/rotate");
    }

    private static JsonPath listed(Door.Tenant tenant, String key) {
        return Door.with(tenant.key())
                .get("/v1/api-keys?limit=200")
                .jsonPath()
                .setRootPath("data.find { it.id == '" + key.substring(0, 11) + "' }");
    }
}
