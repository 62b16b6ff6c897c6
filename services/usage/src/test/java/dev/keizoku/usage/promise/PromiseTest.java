package dev.keizoku.usage.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.promise.Oracle.Judgement;
import dev.keizoku.usage.promise.Oracle.Sum;
import dev.keizoku.usage.promise.Told.Identity;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests nobody would think of, over every protocol, held against a map: each answer says what became of its events,
 * what is stored is what the map holds, and every figure made of it agrees. {@code -Dkeizoku.seed=} tries another one.
 */
@QuarkusTest
@WithKeizoku
class PromiseTest {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final int REQUESTS = 120;
    private static final int CLIENTS = 6;
    private static final int REQUESTS_OF_A_CLIENT = 25;

    @Inject
    Jdbi jdbi;

    private String tenant = "";
    private Witness witness;

    static LongStream seeds() {
        Long own = Long.getLong("keizoku.seed");
        return own == null ? LongStream.of(1, 2, 3) : LongStream.of(own);
    }

    /** What was sent, and what the answer said of it. */
    private record Reported(Told event, Form form, boolean refused, Outcome outcome) {}

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh(ZONE.getId(), "USD");
        witness = new Witness(jdbi, tenant);
    }

    /** Every form alike, but imports, which are worked through in the background. */
    private static Form form(Random random) {
        Form form = Form.values()[random.nextInt(Form.values().length)];
        return form == Form.IMPORT && random.nextInt(3) > 0 ? Form.TABLE : form;
    }

    private static Terms terms(Form form, Random random) {
        List<Terms> terms = form.terms();
        return random.nextInt(3) == 0 ? terms.get(random.nextInt(terms.size())) : Terms.EACH_BY_ITSELF;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyAnswerIsTrueAndEveryEventCountsOnce(long seed) {
        Random random = new Random(seed);
        RandomEvents events = new RandomEvents(random);
        Oracle oracle = new Oracle(ZONE);
        List<List<Told>> sent = new ArrayList<>();
        int told = 0;
        Instant now = MutableClock.START;
        for (int number = 0; number < REQUESTS; number++) {
            if (random.nextInt(5) == 0) {
                now = now.plusSeconds(random.nextInt(36_000));
                MutableClock.set(now);
            }
            Form form = form(random);
            List<Told> again = sent.isEmpty() ? List.of() : sent.get(random.nextInt(sent.size()));
            boolean repeats = random.nextInt(4) == 0
                    && !again.isEmpty()
                    && !form.isSingle()
                    && again.stream().allMatch(form::canSay);
            List<Told> batch = repeats ? again : events.batch(form);
            Terms terms = terms(form, random);
            sent.add(batch);
            told += batch.size();
            String where = "seed %d, request %d: %s %s of %s".formatted(seed, number, form, terms, batch);
            Judgement answered = form.send(tenant, batch, terms);
            Judgement became = oracle.take(batch, form, terms, now);
            assertThat(answered.refused()).as(where).isEqualTo(became.refused());
            for (int i = 0; i < batch.size(); i++) {
                Outcome outcome = became.outcomes().get(i);
                assertThat(answered.outcomes().get(i))
                        .as("event %d, which is %s, of %s", i, outcome, where)
                        .matches(said -> said.isTrueOf(outcome));
            }
        }
        witness.agreesWith(oracle, LocalDate.ofInstant(now, ZONE), "seed " + seed);
        System.out.printf(
                "Promises, seed %d: %d events told in %d requests over %d protocols until %s: stored %d = counted %d%n",
                seed,
                told,
                REQUESTS,
                Form.values().length,
                now,
                oracle.kept().size(),
                witness.counted().values().stream().mapToLong(Sum::count).sum());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void amongClientsAtOnceTheFirstStaysAndTheOthersAreTold(long seed) {
        List<CompletableFuture<List<Reported>>> clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> CompletableFuture.supplyAsync(() -> client(new Random(seed * CLIENTS + client))))
                .toList();
        List<Reported> reports =
                clients.stream().flatMap(client -> client.join().stream()).toList();
        Map<Identity, Told> stored = witness.stored();
        Map<Identity, Integer> acceptances = new HashMap<>();
        Map<Identity, Boolean> explained = new HashMap<>();
        for (Reported report : reports) {
            Told first = stored.get(report.event.identity());
            if (report.refused) {
                continue;
            }
            if (agrees(first, report.event)) {
                explained.put(report.event.identity(), true);
            }
            boolean holds = switch (report.outcome) {
                case ACCEPTED, DUPLICATE, KEPT -> agrees(first, report.event);
                case CONFLICT -> first != null && !agrees(first, report.event);
                case REJECTED -> !report.event.isWhole() || isOutOfWindow(report.event);
                case UNTOLD -> true;
            };
            assertThat(holds)
                    .as("seed %d: %s, and stored is %s", seed, report, first)
                    .isTrue();
            if (report.outcome == Outcome.ACCEPTED) {
                acceptances.merge(report.event.identity(), 1, Integer::sum);
            }
        }
        assertThat(acceptances.values()).as("seed %d", seed).allMatch(times -> times == 1);
        // Whatever is stored was sent by somebody who was not told that it is not.
        assertThat(explained.keySet()).as("seed %d", seed).isEqualTo(stored.keySet());
        witness.rollupsEqualARecount("seed " + seed);
        assertThat(witness.counted().values().stream().mapToLong(Sum::count).sum())
                .as("seed %d", seed)
                .isEqualTo(stored.size());
        System.out.printf(
                "Promises, seed %d: %d clients at once told %d events: stored %d, of which %d reported accepted%n",
                seed, CLIENTS, reports.size(), stored.size(), acceptances.size());
    }

    private List<Reported> client(Random random) {
        RandomEvents events = new RandomEvents(random);
        List<Reported> reports = new ArrayList<>();
        for (int number = 0; number < REQUESTS_OF_A_CLIENT; number++) {
            Form form = form(random);
            Terms terms =
                    random.nextInt(4) == 0 && form.terms().contains(Terms.STRICT) ? Terms.STRICT : Terms.EACH_BY_ITSELF;
            List<Told> batch = events.batch(form);
            Judgement answered = form.send(tenant, batch, terms);
            for (int i = 0; i < batch.size(); i++) {
                reports.add(new Reported(
                        batch.get(i),
                        form,
                        answered.refused(),
                        answered.outcomes().get(i)));
            }
        }
        return reports;
    }

    private static boolean agrees(Told stored, Told event) {
        boolean sameTime = stored != null
                && (event.time() == null || isOurs(stored) || event.time().equals(stored.time()));
        return sameTime && stored.says().equals(event.says());
    }

    /** The clock stands still, and no event claims this very moment. */
    private static boolean isOurs(Told stored) {
        return MutableClock.START.equals(stored.time());
    }

    private static boolean isOutOfWindow(Told event) {
        return event.time() != null
                && (event.time().isAfter(MutableClock.START.plusSeconds(300))
                        || event.time().isBefore(MutableClock.START.minusSeconds(400 * 86_400L)));
    }
}
