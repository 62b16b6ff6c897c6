package dev.keizoku.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that are away for hours or days, and what waits for them. */
@QuarkusTest
@WithGateway
class AbsenceTest {

    private static final String BAND = "health.band_changed";
    private static final int CHANGES = 40;
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(31);

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    private Door.Tenant tenant;
    private StubService health;
    private Inbox inbox;

    @BeforeEach
    void begin() {
        // When the stub's notices happened.
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

    private void tell(String type, String account, int changeSeq) {
        health.notices().tell(tenant.id(), type, account, changeSeq, ", \"band\": \"red\"");
    }

    private static List<Integer> taken(Inbox inbox) {
        return inbox.taken().stream()
                .map(letter -> letter.json().getInt("data.change_seq"))
                .toList();
    }

    /** Time passes, and each of them is asked again. */
    private void pass(Duration time, Hooks.Made... away) {
        MutableClock.advance(time);
        for (Hooks.Made each : away) {
            Hooks.await("it is asked again", () -> wasAsked(each));
        }
    }

    /** Whether it took nothing a moment ago, and nobody is at it any more. */
    private boolean wasAsked(Hooks.Made hook) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(probe_at > :now, false) and lease_until = '-infinity' from webhook_endpoint
                        where tenant = :tenant and endpoint_id = :endpoint
                        """)
                .bind("now", DeliveryStore.at(clock.instant()))
                .bind("tenant", tenant.id())
                .bind("endpoint", hook.id())
                .mapTo(Boolean.class)
                .one());
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 95})
    void whoWasAwayGetsAllInTheOrderOfTheChanges(int hours) {
        Hooks.Made hook = Hooks.make(tenant, inbox.answering(503).url(), "");
        List<Integer> changes =
                new ArrayList<>(IntStream.rangeClosed(1, CHANGES).boxed().toList());
        Collections.shuffle(changes, new Random(hours));
        int told = 0;
        for (int hour = 0; hour < hours; hour += 3) {
            for (; told < CHANGES && told * hours <= hour * CHANGES; told++) {
                tell(BAND, "a" + changes.get(told) % 7, changes.get(told));
            }
            pass(Duration.ofHours(Math.min(3, hours - hour)), hook);
        }
        for (; told < CHANGES; told++) {
            tell(BAND, "a" + changes.get(told) % 7, changes.get(told));
        }
        Hooks.await("all wait", () -> hook.deliveries("pending").size() == CHANGES);
        Hooks.await("it is away", () -> wasAsked(hook));
        int before = inbox.letters().size();

        inbox.answering(204);
        MutableClock.advance(HALF_AN_HOUR);
        Hooks.await("all are delivered", () -> hook.deliveries("delivered").size() == CHANGES);

        List<Integer> arrived = taken(inbox);
        int twice = arrived.size() - new HashSet<>(arrived).size();
        System.out.printf(
                Locale.ROOT,
                "a receiver away for %d h: %d changes told in another order, %d delivered %d minutes after it is back, %s, "
                        + "%d of them twice; %d attempts before%n",
                hours,
                CHANGES,
                arrived.size(),
                HALF_AN_HOUR.toMinutes(),
                arrived.equals(arrived.stream().sorted().toList()) ? "in the order of change_seq" : "OUT OF ORDER",
                twice,
                before);
        assertThat(arrived)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, CHANGES).boxed().toList());
        assertThat(inbox.taken()).extracting(Inbox.Letter::id).doesNotHaveDuplicates();
    }

    @Test
    void theOnlyMessageIsKeptForFourDaysAndItsReceiverLookedAfter() {
        Inbox never = new Inbox().answering(500);
        Hooks.Made back = Hooks.make(tenant, inbox.answering(500).url(), "");
        Hooks.Made gone = Hooks.make(tenant, never.url(), "");
        Instant begin = clock.instant();
        tell(BAND, "a", 1);
        Hooks.await("both were asked", () -> wasAsked(back) && wasAsked(gone));
        Duration almost = Duration.ofHours(95);
        while (next(gone).isBefore(begin.plus(almost))) {
            climb(gone);
        }
        pass(Duration.between(clock.instant(), begin.plus(almost)), back, gone);
        inbox.answering(204);
        MutableClock.advance(HALF_AN_HOUR);
        Hooks.await("it is delivered", () -> back.deliveries("delivered").size() == 1);

        while (gone.deliveries("failed").isEmpty()) {
            climb(gone);
        }
        Duration kept = Duration.between(begin, clock.instant());
        System.out.printf("a message nobody takes is given up after %d h%n", kept.toHours());
        assertThat(kept).isBetween(Duration.ofHours(96), Duration.ofHours(112));
        assertThat(gone.get().getBoolean("enabled")).isTrue();
        never.close();
    }

    /** When the only message is due again. */
    private static Instant next(Hooks.Made hook) {
        return next(hook.deliveries("pending"));
    }

    private static Instant next(List<Map<String, Object>> pending) {
        return Instant.parse(pending.getFirst().get("next_attempt_at").toString());
    }

    /** The only message is due, and tried. */
    private static void climb(Hooks.Made hook) {
        Instant due = next(hook);
        MutableClock.set(due);
        Hooks.await("it was tried", () -> {
            List<Map<String, Object>> pending = hook.deliveries("pending");
            return pending.isEmpty() || next(pending).isAfter(due);
        });
    }

    @Test
    void whatWaitsGoesBeforeWhatIsNew() {
        Hooks.Made hook = Hooks.make(tenant, inbox.answering(503).url(), "");
        tell(BAND, "a", 1);
        pass(Duration.ofHours(9), hook);
        inbox.answering(204);
        tell(BAND, "b", 2);
        Hooks.await("both arrive", () -> taken(inbox).size() == 2);
        assertThat(taken(inbox)).containsExactly(1, 2);
    }

    @Test
    void whatIsNeverTakenHoldsUpOthersForHoursAndNotForGood() {
        Hooks.Made hook = Hooks.make(tenant, inbox.refusing("\"poison").url(), "");
        tell(BAND, "poison-1", 1);
        tell(BAND, "a", 2);
        Hooks.await("the other is taken", () -> taken(inbox).equals(List.of(2)));
        tell(BAND, "poison-3", 3);
        tell(BAND, "poison-4", 4);
        Hooks.await("all wait", () -> hook.deliveries("pending").size() == 3);
        pass(HALF_AN_HOUR, hook);
        tell(BAND, "a", 5);
        int halfHours = 0;
        for (; !taken(inbox).contains(5); halfHours++) {
            pass(HALF_AN_HOUR, hook);
        }
        System.out.printf(
                "messages that are never taken, three in a row, hold up the next for %d half hours%n", halfHours);
        assertThat(taken(inbox)).containsExactly(2, 5);
        assertThat(halfHours).isBetween(1, 24);
    }
}
