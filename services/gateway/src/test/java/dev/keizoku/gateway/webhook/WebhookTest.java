package dev.keizoku.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.equalTo;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.event.EventTypes;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What receivers are told, and how they may behave. */
@QuarkusTest
@WithGateway
class WebhookTest {

    private static final String BAND = "health.band_changed";

    private Door.Tenant tenant;
    private StubService health;
    private Inbox inbox;

    @BeforeEach
    void begin() {
        // The official library judges the time of a message by the machine's clock; PostgreSQL rounds nanoseconds up,
        // too.
        MutableClock.set(Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
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
        health.notices().tell(tenant.id(), BAND, "a" + changeSeq, changeSeq, ", \"band\": \"red\"");
    }

    private void tell(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(this::tell);
    }

    @Test
    void theOfficialVerifierAccepts() throws Exception {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), "");
        tell(1);
        Hooks.await("the message arrives", () -> inbox.letters().size() == 1);

        Inbox.Letter letter = inbox.letters().getFirst();
        new Webhook(hook.secret()).verify(letter.body(), lower(letter));
        assertThat(letter.json().getString("type")).isEqualTo(BAND);
        assertThat(letter.json().getInt("data.change_seq")).isEqualTo(1);
        assertThatExceptionOfType(WebhookVerificationException.class)
                .isThrownBy(() -> new Webhook(hook.secret()).verify(letter.body() + " ", lower(letter)));
        Hooks.await("it is delivered", () -> hook.deliveries("delivered").size() == 1);
        assertThat(hook.outcomes()).containsExactly("delivered");
    }

    @Test
    void bothSecretsSignForADayAfterARotation() throws Exception {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), "");
        String next = hook.post(200, "rotate-secret", "").getString("secret");
        tell(1);
        Hooks.await("the message arrives", () -> inbox.letters().size() == 1);
        for (String secret : List.of(hook.secret(), next)) {
            new Webhook(secret)
                    .verify(
                            inbox.letters().getFirst().body(),
                            lower(inbox.letters().getFirst()));
        }

        MutableClock.advance(Duration.ofHours(25));
        tell(2);
        Hooks.await("the other arrives", () -> inbox.letters().size() == 2);
        assertThat(inbox.letters().getLast().header("webhook-signature")).doesNotContain(" ");
    }

    @Test
    void aReceiverThatWasDownForAnHourGetsAllInOrder() {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), "");
        inbox.answering(503);
        tell(1, 12);
        Hooks.await("it was tried", () -> inbox.letters().size() >= 3);
        for (int minutes = 0; minutes < 60; minutes += 5) {
            MutableClock.advance(Duration.ofMinutes(5));
            tell(13 + minutes / 5);
        }
        Hooks.await("all wait", () -> hook.deliveries("pending").size() == 24);

        inbox.answering(204);
        MutableClock.advance(Duration.ofMinutes(31));
        Hooks.await("all are delivered", () -> hook.deliveries("delivered").size() == 24);

        List<Integer> arrived = inbox.taken().stream()
                .map(letter -> letter.json().getInt("data.change_seq"))
                .toList();
        assertThat(arrived)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 24).boxed().toList());
        assertThat(inbox.taken()).extracting(Inbox.Letter::id).doesNotHaveDuplicates();
        assertThat(inbox.taken().getFirst().id())
                .isEqualTo(inbox.letters().getFirst().id());
        assertThat(hook.get().getString("failing_since")).isNull();
    }

    @Test
    void receiversThatHangDripOrTalkForEverDelayNobody() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        List<Inbox> bad = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Inbox slow = new Inbox();
            bad.add(slow);
            int kind = i % 3;
            slow.answering(exchange -> {
                if (kind > 0) {
                    exchange.sendResponseHeaders(200, 0);
                }
                byte[] much = new byte[kind == 2 ? 1 << 20 : 1];
                try {
                    while (!hanging.await(kind == 2 ? 0 : 50, TimeUnit.MILLISECONDS)) {
                        if (kind > 0) {
                            exchange.getResponseBody().write(much);
                            exchange.getResponseBody().flush();
                        }
                    }
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            });
            Hooks.make(tenant, slow.url(), "");
        }
        Hooks.Made good = Hooks.make(tenant, inbox.url(), "");

        tell(1, 5);
        Hooks.await("the good one has all", () -> good.deliveries("delivered").size() == 5);

        assertThat(hanging.getCount()).isEqualTo(1);
        Hooks.await(
                "the others were asked",
                () -> bad.stream().noneMatch(slow -> slow.letters().isEmpty()));
        hanging.countDown();
        bad.forEach(Inbox::close);
    }

    @Test
    void whoAnswersGoneIsToldNoMoreAndTheTenantIsToldOfIt() {
        Inbox other = new Inbox();
        Hooks.make(tenant, other.url(), ", \"types\": [\"webhook.endpoint_disabled\"]");
        Hooks.Made hook = Hooks.make(tenant, inbox.answering(410).url(), "");
        tell(1);
        Hooks.await("it is switched off", () -> !hook.get().getBoolean("enabled"));
        assertThat(hook.get().getString("disabled_reason")).isEqualTo("gone");
        Hooks.await("the other is told", () -> other.letters().size() == 1);
        assertThat(other.letters().getFirst().json().getString("data.endpoint_id"))
                .isEqualTo(hook.id());

        tell(2);
        Hooks.await("what it missed is kept", () -> hook.deliveries("failed").size() >= 2);
        inbox.answering(200);
        Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"enabled\": true}")
                .patch("/v1/webhook-endpoints/{id}", hook.id())
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true));
        MutableClock.advance(Duration.ofMinutes(1));
        hook.post(202, "deliveries/replay", "{\"from\": \"2026-01-01T00:00:00Z\"}");
        Hooks.await("all is delivered", () -> hook.deliveries("undelivered").isEmpty());
        other.close();
    }

    @Test
    void whoFailsForFiveDaysIsGivenUp() {
        Hooks.Made hook = Hooks.make(tenant, inbox.answering(500).url(), "");
        tell(1);
        Hooks.await("it was tried", () -> !inbox.letters().isEmpty());
        Hooks.await("it fails", () -> hook.get().getString("failing_since") != null);
        MutableClock.advance(Duration.ofDays(5));
        tell(2);
        Hooks.await("it is switched off", () -> !hook.get().getBoolean("enabled"));
        assertThat(hook.get().getString("disabled_reason")).isEqualTo("failing");
        Hooks.await("its line ends", () -> hook.deliveries("pending").isEmpty());
    }

    @Test
    void whoWantsToBeAskedLaterIsAskedLater() {
        Hooks.Made hook = Hooks.make(
                tenant,
                inbox.answering(exchange -> {
                            exchange.getResponseHeaders().set("Retry-After", "3600");
                            exchange.sendResponseHeaders(429, -1);
                        })
                        .url(),
                "");
        tell(1, 2);
        Hooks.await(
                "it was asked",
                () -> hook.deliveries("pending").stream()
                        .anyMatch(delivery -> delivery.get("attempts").equals(1)));
        inbox.answering(200);
        MutableClock.advance(Duration.ofMinutes(61));
        Hooks.await("all is delivered", () -> hook.deliveries("delivered").size() == 2);
        assertThat(inbox.letters()).hasSize(3);
    }

    @Test
    void aRedirectionIsAFailureAndNotFollowed() {
        Inbox inner = new Inbox();
        Hooks.Made hook = Hooks.make(
                tenant,
                inbox.answering(exchange -> {
                            exchange.getResponseHeaders().set("Location", inner.url());
                            exchange.sendResponseHeaders(307, -1);
                        })
                        .url(),
                "");
        tell(1);
        Hooks.await("it was tried", () -> !hook.outcomes().isEmpty());
        assertThat(hook.outcomes()).startsWith("rejected");
        assertThat(inner.letters()).isEmpty();
        inner.close();
    }

    @Test
    void aNameThatMovesInsideIsRefusedAtTheNextMessage() {
        String name = "moving-" + tenant.id() + ".example.com";
        StubResolver.tell(name, "93.184.215.14");
        Hooks.Made hook = Hooks.make(tenant, "https://" + name + "/", "");
        StubResolver.tell(name, "169.254.169.254");
        tell(1);
        Hooks.await(
                "it was tried",
                () -> hook.deliveries("pending").stream()
                        .anyMatch(delivery -> delivery.get("attempts").equals(1)));
        assertThat(hook.outcomes()).containsOnly("refused_target");
    }

    @Test
    void aTestArrivesWhateverTheEndpointAskedFor() throws Exception {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), ", \"types\": [\"import.finished\"]");
        hook.post(202, "test", "");
        Hooks.await("the test arrives", () -> inbox.letters().size() == 1);
        Inbox.Letter letter = inbox.letters().getFirst();
        new Webhook(hook.secret()).verify(letter.body(), lower(letter));
        assertThat(letter.json().getString("type")).isEqualTo("webhook.test");
        assertThat(letter.json().getString("data.endpoint_id")).isEqualTo(hook.id());
        assertThat(letter.json().getString("data.message")).isNotEmpty();

        Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"enabled\": false}")
                .patch("/v1/webhook-endpoints/{id}", hook.id())
                .then()
                .statusCode(200);
        assertThat(hook.post(409, "test", "").getString("type")).isEqualTo("/problems/endpoint_disabled");
    }

    @Test
    void everyTypeReachesWhoAskedForItAlone() {
        Inbox other = new Inbox();
        List<String> asked = EventTypes.LIVE;
        Hooks.make(tenant, inbox.url(), ", \"types\": [\"" + String.join("\", \"", asked) + "\"]");
        Hooks.make(tenant, other.url(), ", \"types\": [\"" + asked.getLast() + "\"]");
        for (int i = 0; i < asked.size(); i++) {
            health.notices().tell(tenant.id(), asked.get(i), "a", i + 1, "");
        }
        Hooks.await("all arrive", () -> inbox.letters().size() == asked.size());
        assertThat(inbox.letters())
                .extracting(letter -> letter.json().getString("type"))
                .containsExactlyElementsOf(asked);
        Hooks.await("one arrives there", () -> !other.letters().isEmpty());
        assertThat(other.letters())
                .extracting(letter -> letter.json().getString("type"))
                .containsExactly(asked.getLast());
        other.close();
    }

    @Test
    void aReplayHasTheSameId() {
        Hooks.Made hook = Hooks.make(tenant, inbox.url(), "");
        hook.post(202, "test", "");
        Hooks.await("it is delivered", () -> hook.deliveries("delivered").size() == 1);
        hook.post(202, "deliveries/" + hook.deliveries("delivered").getFirst().get("id") + "/replay", "");
        Hooks.await("it came twice", () -> inbox.letters().size() == 2);
        assertThat(inbox.letters().getFirst().id())
                .isEqualTo(inbox.letters().getLast().id());
        MutableClock.advance(Duration.ofMinutes(1));
        hook.post(202, "deliveries/replay", "{\"from\": \"2026-01-01T00:00:00Z\", \"delivered\": true}");
        Hooks.await("it came again", () -> inbox.letters().size() == 3);
    }

    private static Map<String, List<String>> lower(Inbox.Letter letter) {
        return Map.of(
                "webhook-id", List.of(letter.header("webhook-id")),
                "webhook-timestamp", List.of(letter.header("webhook-timestamp")),
                "webhook-signature", List.of(letter.header("webhook-signature")));
    }
}
