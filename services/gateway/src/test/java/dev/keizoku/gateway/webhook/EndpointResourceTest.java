package dev.keizoku.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import com.standardwebhooks.Webhook;
import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.WithGateway;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has which endpoints, and what becomes known of them. */
@QuarkusTest
@WithGateway
class EndpointResourceTest {

    @Inject
    Jdbi jdbi;

    private Door.Tenant tenant;
    private Inbox inbox;

    @BeforeEach
    void begin() {
        inbox = new Inbox();
        tenant = Door.newTenant();
    }

    @AfterEach
    void end() {
        inbox.close();
    }

    @Test
    void whatIsInsideIsNoEndpoint() {
        StubResolver.tell("inside.example.com", "10.0.0.1");
        for (String url : List.of(
                "https://169.254.169.254/",
                "https://10.0.0.1/",
                "https://inside.example.com/",
                "https://93.184.215.14:8443/",
                "https://2130706433/")) {
            Door.proxied(tenant.key())
                    .contentType(ContentType.JSON)
                    .body("{\"url\": \"" + url + "\", \"types\": [\"nonsense\"], \"token\": \"x\"}")
                    .post("/v1/webhook-endpoints")
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItems("/url", "/types/0", "/token"));
        }
    }

    @Test
    void onlyWhoMayManagesEndpointsAndOnlyTheirOwn() {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), "");
        Door.Tenant other = Door.newTenant();
        for (String path : List.of("", "/deliveries", "/deliveries/1")) {
            String uri = "/v1/webhook-endpoints/" + hook.id() + path;
            Door.with(Door.keyWith(tenant, "health:read")).get(uri).then().statusCode(403);
            Door.with(other.key()).get(uri).then().statusCode(404);
        }
        for (String what : List.of("test", "rotate-secret", "deliveries/1/replay")) {
            Door.with(other.key())
                    .post("/v1/webhook-endpoints/" + hook.id() + "/" + what)
                    .then()
                    .statusCode(404);
        }
        Door.with(other.key())
                .delete("/v1/webhook-endpoints/" + hook.id())
                .then()
                .statusCode(404);
        Door.with(Door.keyWith(tenant, "webhooks:manage"))
                .get("/v1/webhook-endpoints")
                .then()
                .statusCode(200)
                .body("data.id", equalTo(List.of(hook.id())));
    }

    @Test
    void changesAreAuditedAndSecretsAreNowhere() {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), "");
        hook.post(200, "rotate-secret", "");
        Door.with(tenant.key())
                .delete("/v1/webhook-endpoints/" + hook.id())
                .then()
                .statusCode(204);
        List<String> audited = jdbi.withHandle(handle -> handle.createQuery(
                        "select action || ' ' || detail from audit_trail where tenant = :tenant order by id")
                .bind("tenant", tenant.id())
                .mapTo(String.class)
                .list());
        assertThat(audited)
                .extracting(entry -> entry.substring(0, entry.indexOf(' ')))
                .contains("webhook_endpoint.created", "webhook_endpoint.secret_rotated", "webhook_endpoint.removed");
        assertThat(audited).noneMatch(entry -> entry.contains("whsec_"));

        Hooks.Made kept = Hooks.make(tenant, inbox.url(), "");
        byte[] sealed = jdbi.withHandle(
                handle -> handle.createQuery("select secret from webhook_endpoint where tenant = :tenant")
                        .bind("tenant", tenant.id())
                        .mapTo(byte[].class)
                        .one());
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain(kept.secret().substring(6));
        Door.with(tenant.key()).get("/v1/webhook-endpoints").then().body(not(containsString("whsec_")));
        assertThatCode(() -> new Webhook(kept.secret())).doesNotThrowAnyException();
    }
}
