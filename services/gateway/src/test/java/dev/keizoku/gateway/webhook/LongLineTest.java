package dev.keizoku.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.turn.Batches;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is done to all that waits in a line takes as long as it takes, and nobody waits for it. A message that somebody else
 * has locked stands for the many.
 */
@QuarkusTest
@WithGateway
class LongLineTest {

    private static final String BAND = "health.band_changed";

    @Inject
    @DataSource("bulk")
    Jdbi bulk;

    @Inject
    DeliveryStore deliveries;

    private Door.Tenant tenant;
    private StubService health;
    private Inbox inbox;
    private Handle other;

    @BeforeEach
    void begin() {
        MutableClock.set("2026-04-02T15:10:00Z");
        health = StubService.start(Upstream.HEALTH);
        inbox = new Inbox();
        tenant = Door.newTenant();
        other = bulk.open();
    }

    @AfterEach
    void end() {
        other.close();
        health.close();
        inbox.close();
        MutableClock.reset();
    }

    private void tell(int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(seq -> health.notices().tell(tenant.id(), BAND, "a" + seq, seq, ", \"band\": \"red\""));
    }

    /** Nobody gets beyond the message of this change until {@link #unlock()}. */
    private void lock(int change) {
        other.begin();
        other.execute(
                "select number from webhook_delivery where tenant = ? and change_seq = ? for update",
                tenant.id(),
                change);
    }

    private void unlock() {
        other.rollback();
    }

    private int kept(String table) {
        return bulk.withHandle(handle -> handle.createQuery("select count(*) from " + table + " where tenant = :tenant")
                .bind("tenant", tenant.id())
                .mapTo(Integer.class)
                .one());
    }

    /** A receiver that takes nothing, and messages that wait for it. */
    private Hooks.Made away(int messages) {
        Hooks.Made hook = Hooks.make(tenant, inbox.answering(503).url(), "");
        tell(1, messages);
        Hooks.await("all wait", () -> hook.deliveries("pending").size() == messages);
        Hooks.await(
                "it is down, and nobody is at it",
                () -> bulk.withHandle(handle -> handle.createQuery("""
                        select failures >= 3 and lease_until = '-infinity' from webhook_endpoint
                        where tenant = :tenant and endpoint_id = :endpoint
                        """)
                        .bind("tenant", tenant.id())
                        .bind("endpoint", hook.id())
                        .mapTo(Boolean.class)
                        .one()));
        return hook;
    }

    private static boolean isDelivered(Hooks.Made hook, int change) {
        return hook.deliveries("delivered").stream()
                .anyMatch(delivery -> delivery.get("account_id").equals("a" + change));
    }

    @Test
    void whoIsGoneIsSwitchedOffAtOnceAndItsLineEndsLater() {
        Hooks.Made hook = Hooks.make(
                tenant,
                inbox.answering(exchange -> {
                            Hooks.await("both wait", () -> kept("webhook_delivery") == 2);
                            lock(2);
                            exchange.sendResponseHeaders(410, -1);
                        })
                        .url(),
                "");
        tell(1, 2);
        Hooks.await("it is switched off", () -> !hook.get().getBoolean("enabled"));
        assertThat(hook.deliveries("pending")).isNotEmpty();
        unlock();
        Hooks.await("its line ends", () -> hook.deliveries("pending").isEmpty());
        assertThat(inbox.letters()).hasSize(1);
    }

    @Test
    void anEndpointIsRemovedAtOnceAndItsLineLater() {
        Hooks.Made hook = away(3);
        lock(2);
        Door.with(tenant.key())
                .delete("/v1/webhook-endpoints/" + hook.id())
                .then()
                .statusCode(204);
        for (String path : List.of("", "/deliveries", "/deliveries/1")) {
            Door.with(tenant.key())
                    .get("/v1/webhook-endpoints/" + hook.id() + path)
                    .then()
                    .statusCode(404);
        }
        tell(4, 4);
        unlock();
        Hooks.await("all of it is gone", () -> kept("webhook_endpoint") == 0);
        assertThat(kept("webhook_delivery") + kept("webhook_attempt")).isZero();
    }

    @Test
    void aTenantIsLetInAtOnceAndItsLinesAreReleasedLater() {
        Hooks.Made hook = away(3);
        Door.suspend(tenant.id()).then().statusCode(200);
        inbox.answering(204);
        lock(1);
        Door.resume(tenant.id()).then().statusCode(200);
        MutableClock.advance(Duration.ofMinutes(31));
        unlock();
        Hooks.await("all are delivered", () -> hook.deliveries("delivered").size() == 3);
    }

    @Test
    void whatIsTakenIsWrittenDownAtOnceAndTheLineReleasedLater() {
        Hooks.Made hook = away(3);
        lock(3);
        inbox.answering(204);
        MutableClock.advance(Duration.ofMinutes(31));
        Hooks.await("the first is taken", () -> isDelivered(hook, 1));
        assertThat(isDelivered(hook, 3)).isFalse();
        unlock();
        Hooks.await("all are delivered", () -> hook.deliveries("delivered").size() == 3);
        assertThat(inbox.taken().stream().map(letter -> letter.json().getString("data.account_id")))
                .containsExactly("a1", "a2", "a3");
    }

    @Test
    void whatIsOldIsForgottenThoughSomebodyIsAtOneOfThem() {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), "");
        tell(1, 3);
        Hooks.await("all are delivered", () -> hook.deliveries("delivered").size() == 3);
        bulk.useHandle(handle ->
                handle.execute("update webhook_delivery set created_at = '2000-01-01' where tenant = ?", tenant.id()));
        lock(2);
        deliveries.forget(MutableClock.START.minus(Duration.ofDays(3650)));
        assertThat(kept("webhook_delivery")).isEqualTo(1);
        unlock();
        deliveries.forget(MutableClock.START.minus(Duration.ofDays(3650)));
        assertThat(kept("webhook_delivery")).isZero();
    }

    @Test
    void asManyAreReplayedAsThereAre() {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), "");
        int many = 2 * Batches.ROWS + 1;
        bulk.useHandle(handle -> handle.execute("""
                insert into webhook_delivery (tenant, endpoint_id, message_id, type, at, data, state, next_at, created_at)
                select ?, ?, 'old-' || n, 'webhook.test', '2026-04-01', '{}', 'failed', '2026-04-01', '2026-04-01'
                from generate_series(1, ?) n
                """, tenant.id(), hook.id(), many));
        bulk.useHandle(handle -> handle.execute(
                "update webhook_endpoint set paused_until = '2100-01-01' where tenant = ?", tenant.id()));
        String range = "{\"from\": \"2026-04-01T00:00:00Z\", \"delivered\": true}";
        assertThat(hook.post(202, "deliveries/replay", range).getInt("replayed"))
                .isEqualTo(many);
        assertThat(hook.post(202, "deliveries/replay", range).getInt("replayed"))
                .isZero();
    }
}
