package dev.keizoku.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages while their tenant is suspended. */
@QuarkusTest
@WithGateway
class SuspensionTest {

    @Inject
    Jdbi jdbi;

    @Inject
    DeliveryStore deliveries;

    private Door.Tenant tenant;
    private StubService health;
    private Inbox inbox;

    @BeforeEach
    void begin() {
        MutableClock.reset();
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

    private void tell(int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(seq -> health.notices()
                        .tell(tenant.id(), "health.band_changed", "a" + seq, seq, ", \"band\": \"red\""));
    }

    private int waiting() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from webhook_delivery where tenant = :tenant and state = 'pending'")
                .bind("tenant", tenant.id())
                .mapTo(Integer.class)
                .one());
    }

    /** Somebody else is told of something, so that whoever had something to do was looked for. */
    private void aTurnPasses() {
        Door.Tenant other = Door.newTenant();
        try (Inbox theirs = new Inbox()) {
            Hooks.make(other, theirs.url(), "");
            health.notices().tell(other.id(), "health.band_changed", "a", 1, ", \"band\": \"red\"");
            Hooks.await("another is told", () -> !theirs.letters().isEmpty());
        }
    }

    private List<Integer> taken() {
        return inbox.taken().stream()
                .map(letter -> letter.json().getInt("data.change_seq"))
                .toList();
    }

    @Test
    void nothingGoesOutMeanwhileAndAllInOrderAfterwards() {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), "");
        tell(1, 1);
        Hooks.await("it goes out", () -> hook.deliveries("delivered").size() == 1);
        Door.suspend(tenant.id()).then().statusCode(200);
        tell(2, 120);
        Hooks.await("all wait", () -> waiting() == 119);
        MutableClock.advance(Duration.ofDays(60));
        aTurnPasses();
        deliveries.forget(MutableClock.START.plus(Duration.ofDays(30)));
        assertThat(taken()).containsExactly(1);
        assertThat(waiting()).isEqualTo(119);

        Door.resume(tenant.id()).then().statusCode(200);
        Hooks.await("all go out", () -> taken().size() == 120);
        assertThat(taken())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 120).boxed().toList());
    }

    @Test
    void whatIsUnderWayIsTheLast() {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), "");
        inbox.answering(exchange -> {
            Door.suspend(tenant.id()).then().statusCode(200);
            exchange.sendResponseHeaders(204, -1);
        });
        tell(1, 20);
        Hooks.await("it is the last", () -> waiting() == 19);
        aTurnPasses();
        assertThat(inbox.letters()).hasSize(1);

        inbox.answering(204);
        Door.resume(tenant.id()).then().statusCode(200);
        Hooks.await("the others follow", () -> hook.deliveries("delivered").size() == 20);
        assertThat(taken())
                .containsExactlyElementsOf(IntStream.rangeClosed(2, 20).boxed().toList());
    }

    @Test
    void aReceiverIsNotBlamedForTheTimeItWasNotAsked() {
        Hooks.Made hook = Hooks.make(tenant, inbox.answering(500).url(), "");
        tell(1, 3);
        Hooks.await(
                "it is down", () -> inbox.letters().size() >= 3 && hook.get().getString("failing_since") != null);
        MutableClock.advance(Duration.ofDays(1));
        Hooks.await("it is asked again", () -> inbox.letters().size() >= 4);
        Door.suspend(tenant.id()).then().statusCode(200);
        MutableClock.advance(Duration.ofDays(30));
        aTurnPasses();
        int before = inbox.letters().size();
        Door.resume(tenant.id()).then().statusCode(200);
        Hooks.await("it is asked again", () -> inbox.letters().size() > before);
        Hooks.await(
                "that is written down",
                () -> hook.deliveries("pending").stream()
                        .anyMatch(delivery -> delivery.get("attempts").equals(1)));
        assertThat(hook.get().getBoolean("enabled")).isTrue();
        assertThat(Instant.parse(hook.get().getString("failing_since")))
                .isEqualTo(MutableClock.START.plus(Duration.ofDays(30)));

        inbox.answering(204);
        MutableClock.advance(Duration.ofMinutes(31));
        Hooks.await("all go out", () -> hook.deliveries("delivered").size() == 3);
        assertThat(taken()).containsExactly(1, 2, 3);
    }
}
