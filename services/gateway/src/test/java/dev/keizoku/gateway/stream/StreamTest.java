package dev.keizoku.gateway.stream;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.event.EventStore;
import dev.keizoku.gateway.people.CareMember;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.webhook.Hooks;
import dev.keizoku.kernel.TenantId;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live pages, over real connections. */
@QuarkusTest
@WithGateway
class StreamTest {

    @Inject
    Jdbi jdbi;

    @Inject
    EventStore store;

    private Door.Tenant tenant;
    private StubService health;

    @BeforeEach
    void begin() {
        health = StubService.start(Upstream.HEALTH);
        tenant = Door.newTenant();
    }

    @AfterEach
    void end() {
        health.close();
    }

    /** A page that listens. */
    private static final class Page implements AutoCloseable {

        private final StringBuffer heard = new StringBuffer();
        private final InputStream in;
        private volatile boolean ended;

        Page(String key, String query, String... headers) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/stream" + query))
                    .header("Authorization", "Bearer " + key);
            if (headers.length > 0) {
                request.headers(headers);
            }
            HttpResponse<InputStream> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            in = response.body();
            Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            byte[] some = new byte[4096];
            try {
                for (int read = in.read(some); read >= 0; read = in.read(some)) {
                    heard.append(new String(some, 0, read, StandardCharsets.UTF_8));
                }
            } catch (IOException closed) {
                // The same as the end.
            }
            ended = true;
        }

        long count(String text) {
            return heard.toString().lines().filter(line -> line.contains(text)).count();
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private void tell(String type, String account, int changeSeq) {
        health.notices().tell(tenant.id(), type, account, changeSeq, ", \"band\": \"red\"");
    }

    @Test
    void tellsWhatHappensAndGoesOnWhereItWasLeft() throws Exception {
        String key = Door.keyWith(tenant, "health:read");
        try (Page page = new Page(key, "")) {
            Hooks.await("the stream is alive", () -> page.count(":") > 0);
            tell("health.band_changed", "a", 1);
            Hooks.await("it is heard", () -> page.count("event:health.band_changed") == 1);
            assertThat(page.heard.toString()).contains("id:1\n", "\"change_seq\":1");
        }
        tell("play.triggered", "a", 2);
        tell("risk.signal_opened", "b", 3);
        try (Page page = new Page(key, "", "Last-Event-ID", "1")) {
            Hooks.await("what was missed comes first", () -> page.count("id:3") == 1);
            assertThat(page.count("id:2")).isEqualTo(1);
            assertThat(page.count("id:1")).isZero();
        }
    }

    @Test
    void looksOnceAtWhatIsNotAskedFor() throws Exception {
        String key = Door.keyWith(tenant, "health:read");
        try (Page page = new Page(key, "?type=play.triggered")) {
            Hooks.await("the stream is alive", () -> page.count(":") > 0);
            tell("health.band_changed", "a", 1);
            Hooks.await("it is there", () -> store.head(new TenantId(tenant.id())) == 1);
            long before = page.count(":");
            Hooks.await("it was looked at", () -> page.count(":") > before + 1);
            jdbi.useHandle(handle -> handle.execute(
                    "update event set type = 'play.triggered' where tenant = ? and seq = 1", tenant.id()));
            tell("play.triggered", "a", 2);
            Hooks.await("the next is heard", () -> page.count("id:2") == 1);
            assertThat(page.count("id:1")).isZero();
        }
    }

    @Test
    void tellsOnlyWhatIsAskedFor() throws Exception {
        String key = Door.keyWith(tenant, "health:read");
        try (Page plays = new Page(key, "?type=play.triggered&last_event_id=0");
                Page account = new Page(key, "?account_id=b&last_event_id=0")) {
            tell("health.band_changed", "a", 1);
            tell("play.triggered", "a", 2);
            tell("health.band_changed", "b", 3);
            Hooks.await("both hear", () -> plays.count("id:2") == 1 && account.count("id:3") == 1);
            assertThat(plays.count("id:")).isEqualTo(1);
            assertThat(account.count("id:")).isEqualTo(1);
        }
    }

    @Test
    void endsWhenTheKeyIsRevoked() throws Exception {
        String key = Door.keyWith(tenant, "health:read");
        try (Page page = new Page(key, "")) {
            Hooks.await("the stream is alive", () -> page.count(":") > 0);
            Door.with(tenant.key())
                    .delete("/v1/api-keys/" + key.substring(0, 11))
                    .then()
                    .statusCode(204);
            Hooks.await("it has ended", () -> page.ended);
        }
    }

    @Test
    void tellsPeopleWhoMayReadEverything() throws Exception {
        Door.Tenant other = Door.newTenant();
        try (CareMember viewer = CareMember.of(tenant, "v", "viewer");
                CareMember analyst = CareMember.of(other, "a", "analyst");
                Page page = new Page(viewer.token(), "");
                Page theirs = new Page(analyst.token(), "")) {
            Hooks.await("both are alive", () -> page.count(":") > 0 && theirs.count(":") > 0);
            tell("health.band_changed", "a", 1);
            health.notices().tell(other.id(), "play.triggered", "b", 1, "");
            Hooks.await("both hear", () -> page.count("event:") == 1 && theirs.count("event:") == 1);
            Hooks.await("both go on", () -> page.count("here") > 1 && theirs.count("here") > 1);
            assertThat(page.count("event:health.band_changed")).isEqualTo(1);
            assertThat(theirs.count("event:play.triggered")).isEqualTo(1);
        }
    }

    @Test
    void isNotForWhoIsKeptToSomeAccounts() {
        try (CareMember csm = CareMember.of(tenant, "sato")) {
            for (String query : new String[] {"", "?account_id=a", "?owner=sato"}) {
                isProblem(Door.proxied(csm.token()).get("/v1/stream" + query), 403, "forbidden");
            }
        }
    }

    @Test
    void endsWhenARoleWasTakenElsewhere() throws Exception {
        endsOnce("a role is taken", "forbidden", "delete from member where tenant = :tenant");
    }

    @Test
    void endsWhenARoleWasNarrowedElsewhere() throws Exception {
        endsOnce("a role is narrowed", "forbidden", "update member set role = 'csm' where tenant = :tenant");
    }

    @Test
    void endsWhenTheTenantWasSuspendedElsewhere() throws Exception {
        endsOnce(
                "its tenant is suspended",
                "tenant_suspended",
                "insert into tenant_suspension (tenant, since, reason) values (:tenant, now(), 'x')");
    }

    /** Another replica changes something. Promised are five seconds, which a machine that is busy may not keep. */
    private void endsOnce(String what, String refusal, String sql) throws Exception {
        try (CareMember viewer = CareMember.of(tenant, "v", "viewer");
                Page page = new Page(viewer.token(), "")) {
            Hooks.await("the stream is alive", () -> page.count(":") > 0);
            jdbi.useHandle(handle ->
                    handle.createUpdate(sql).bind("tenant", tenant.id()).execute());
            long since = System.nanoTime();
            Hooks.await("it has ended", () -> page.ended);
            System.out.printf(
                    Locale.ROOT, "a stream ends %.1f s after %s elsewhere%n", (System.nanoTime() - since) / 1e9, what);
            isProblem(Door.proxied(viewer.token()).get("/v1/stream"), 403, refusal);
        }
    }

    @Test
    void aTenantHasSoManyAndNoMore() throws Exception {
        String key = Door.keyWith(tenant, "health:read");
        try (Page first = new Page(key, "");
                Page second = new Page(key, "")) {
            Hooks.await("both are alive", () -> first.count(":") > 0 && second.count(":") > 0);
            Door.proxied(key)
                    .get("/v1/stream")
                    .then()
                    .statusCode(429)
                    .body("type", equalTo("/problems/too_many_streams"));
        }
        Hooks.await("there is room again", () -> {
            try (Page third = new Page(key, "")) {
                Hooks.await("it is alive", () -> third.count(":") > 0);
                return true;
            } catch (AssertionError stillFull) {
                return false;
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        Door.proxied(tenant.key())
                .get("/v1/stream?type=import.finished&last_event_id=x&nonsense=1")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("?type", "?last_event_id", "?nonsense"));
        Door.proxied(Door.keyWith(tenant, "usage:write"))
                .get("/v1/stream")
                .then()
                .statusCode(403);
    }
}
