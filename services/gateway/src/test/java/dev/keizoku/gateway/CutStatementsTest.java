package dev.keizoku.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.WholeWrites;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whichever of a write's statements fails, it is done as a whole with its entry in the trail, or not at all. */
@QuarkusTest
@WithGateway
class CutStatementsTest {

    private Door.Tenant tenant = new Door.Tenant("", "");

    @BeforeEach
    void freshTenant() {
        tenant = Door.newTenant();
    }

    private Response post(String path, String mark, String body) {
        return Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .header("X-Request-Id", mark)
                .body(body)
                .post(path);
    }

    private Response key(String mark) {
        return post("/v1/api-keys", mark, "{\"name\": \"" + mark + "\", \"scopes\": [\"usage:read\"]}");
    }

    private Response endpoint(String mark) {
        return post(
                "/v1/webhook-endpoints",
                mark,
                "{\"url\": \"http://127.0.0.1:1/" + mark + "\", \"types\": [\"health.band_changed\"]}");
    }

    @Test
    void aKeyIsWhole() {
        assertThat(WholeWrites.check(tenant.id(), this::key)).contains("audit_trail");
    }

    @Test
    void aWebhookTargetIsWhole() {
        assertThat(WholeWrites.check(tenant.id(), this::endpoint)).contains("audit_trail");
    }
}
