package dev.keizoku.gateway.webhook;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a change of an endpoint does to its failures and to what waits. */
@QuarkusTest
@WithGateway
class EndpointChangeTest {

    @Inject
    @DataSource("bulk")
    Jdbi bulk;

    private Door.Tenant tenant;
    private StubService health;
    private Inbox inbox;

    @BeforeEach
    void begin() {
        MutableClock.set("2026-04-02T15:10:00Z");
        health = StubService.start(Upstream.HEALTH);
        inbox = new Inbox();
        tenant = Door.newTenant();
    }

    @AfterEach
    void end() {
        health.close();
        inbox.close();
        MutableClock.reset();
    }

    private void tell(int changeSeq) {
        health.notices().tell(tenant.id(), "health.band_changed", "a" + changeSeq, changeSeq, ", \"band\": \"red\"");
    }

    private Response patch(Hooks.Made hook, String body) {
        return Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body(body)
                .patch("/v1/webhook-endpoints/" + hook.id());
    }

    private JsonPath change(Hooks.Made hook, String body) {
        return patch(hook, body).then().statusCode(200).extract().jsonPath();
    }

    private Response replay(Hooks.Made hook, String what, String body) {
        var request = Door.with(tenant.key());
        if (!body.isEmpty()) {
            request.contentType(ContentType.JSON).body(body);
        }
        return request.post("/v1/webhook-endpoints/" + hook.id() + "/deliveries/" + what);
    }

    @Test
    void onlySwitchingOnAndAnotherUrlForgetFailures() {
        Hooks.Made hook = Hooks.make(tenant, inbox.answering(500).url(), "");
        tell(1);
        Hooks.await("it fails", () -> hook.get().getString("failing_since") != null);
        String since = hook.get().getString("failing_since");
        assertThat(change(hook, "{\"description\": \"CRM\"}").getString("failing_since"))
                .isEqualTo(since);
        assertThat(change(hook, "{\"enabled\": true}").getString("failing_since"))
                .isEqualTo(since);
        assertThat(hook.get().getString("failing_since")).isEqualTo(since);
        String elsewhere = inbox.url().replace("/in", "/other");
        assertThat(change(hook, "{\"url\": \"" + elsewhere + "\"}").getString("failing_since"))
                .isNull();
    }

    @Test
    void aChangeDoesNotUndoThatItIsGivenUpMeanwhile() {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), "");
        CompletableFuture<Response> changed;
        try (Handle worker = bulk.open()) {
            worker.begin();
            worker.execute(
                    "update webhook_endpoint set state = 'disabled', disabled_reason = 'gone' where tenant = ?",
                    tenant.id());
            changed = CompletableFuture.supplyAsync(() -> patch(hook, "{\"description\": \"CRM\"}"));
            Hooks.await("it waits for the other", this::somebodyWaits);
            worker.commit();
        }
        JsonPath now = changed.join().then().statusCode(200).extract().jsonPath();
        assertThat(now.getBoolean("enabled")).isFalse();
        assertThat(now.getString("disabled_reason")).isEqualTo("gone");
        assertThat(hook.get().getBoolean("enabled")).isFalse();
        assertThat(hook.get().getString("description")).isEqualTo("CRM");
    }

    private boolean somebodyWaits() {
        return bulk.withHandle(handle -> handle.createQuery("select exists (select from pg_locks where not granted)")
                .mapTo(Boolean.class)
                .one());
    }

    @Test
    void whatWaitsWhenItIsSwitchedOffIsKeptAndReplayedOnceItIsOn() {
        Hooks.Made hook = Hooks.make(tenant, inbox.answering(503).url(), "");
        for (int change = 1; change <= 3; change++) {
            tell(change);
        }
        Hooks.await("all wait", () -> hook.deliveries("pending").size() == 3);
        change(hook, "{\"enabled\": false}");
        Hooks.await("its line ends", () -> hook.deliveries("failed").size() == 3);
        inbox.answering(204);

        Object first = hook.deliveries("failed").getFirst().get("id");
        String range = "{\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-05-01T00:00:00Z\"}";
        isProblem(replay(hook, first + "/replay", ""), 409, "endpoint_disabled");
        isProblem(replay(hook, "replay", range), 409, "endpoint_disabled");
        change(hook, "{\"enabled\": true}");
        replay(hook, "replay", range).then().statusCode(202);
        Hooks.await("all are delivered", () -> hook.deliveries("delivered").size() == 3);
        assertThat(inbox.taken().stream().map(letter -> letter.json().getString("data.account_id")))
                .containsExactly("a1", "a2", "a3");
    }
}
