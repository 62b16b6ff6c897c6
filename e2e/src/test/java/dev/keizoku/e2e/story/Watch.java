package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads of and writes to every service, again and again, and what came of each. */
final class Watch implements AutoCloseable {

    /** A read of each service that asks its database. */
    static final Map<Member, String> READS = Map.of(
            Member.GATEWAY, "/v1/members?limit=1",
            Member.SUBSCRIPTIONS, "/v1/accounts?limit=1",
            Member.USAGE, "/v1/rejected-events?limit=1",
            Member.METRICS, "/v1/ledger",
            Member.HEALTH, "/v1/health-scores?limit=1");

    /** So long all is well before it is said to be. */
    static final Duration WINDOW = Duration.ofSeconds(1);

    private static final Duration KNOWN_TO_ALL = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Writers writers;
    private final Set<String> asked;
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();

    private record Question(String asked, Supplier<Answer> asking) {}

    /** Each is asked by so many at once, and once before that, so that what is wrong with it is known at once. */
    Watch(Tenant tenant, int each) {
        writers = new Writers(tenant, each);
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            READS.forEach((member, path) -> questions.add(
                    new Question(member.id() + " reads", () -> tenant.admin().get(path))));
        }
        writers.all().forEach(writer -> questions.add(new Question(writer.kind().told(), writer::write)));
        questions.forEach(question ->
                Wait.passes(KNOWN_TO_ALL, () -> question.asking().get().ok()));
        asked = questions.stream().map(Question::asked).collect(Collectors.toSet());
        questions.forEach(question -> askers.submit(() -> ask(question)));
    }

    private void ask(Question question) {
        while (!ended.get()) {
            outcomes.add(Outcome.of(question.asked(), question.asking()));
            Wait.lasts(PAUSE);
        }
    }

    /** What has come since the last time. */
    List<Outcome> taken() {
        List<Outcome> taken = new ArrayList<>();
        for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            taken.add(outcome);
        }
        return taken;
    }

    /** Whether a write of this kind was refused since the last time. */
    boolean refuses(Writer.Kind kind) {
        return outcomes.stream().anyMatch(outcome -> outcome.asked().equals(kind.told()) && !outcome.good());
    }

    /** How soon all but one of a hundred are answered while all is well. */
    Duration usual() {
        Wait.lasts(WINDOW);
        long began = System.nanoTime();
        Wait.lasts(WINDOW.multipliedBy(3));
        return Outcome.p99(since(began));
    }

    /**
     * Waits for a second in which every question was answered well, and all but one of a hundred soon enough, and says how
     * long after the return of whatever was away it began.
     */
    Duration recovery(long returned, Duration limit, Duration soon) {
        while (true) {
            long now = System.nanoTime();
            long began = Math.max(returned, now - WINDOW.toNanos());
            List<Outcome> window = since(began);
            if (now - returned >= WINDOW.toNanos() && isWell(window, soon)) {
                return Duration.ofNanos(began - returned);
            }
            assertThat(Duration.ofNanos(now - returned))
                    .as("not well again: %s", latest(window))
                    .isLessThan(limit.plus(WINDOW));
            Wait.lasts(PAUSE);
        }
    }

    private boolean isWell(List<Outcome> window, Duration soon) {
        return window.stream().map(Outcome::asked).collect(Collectors.toSet()).equals(asked)
                && window.stream().allMatch(Outcome::good)
                && Outcome.p99(window).compareTo(soon) <= 0;
    }

    private List<Outcome> since(long began) {
        return outcomes.stream().filter(outcome -> outcome.began() - began >= 0).toList();
    }

    private static Map<String, Outcome> latest(List<Outcome> window) {
        return window.stream()
                .collect(Collectors.toMap(Outcome::asked, outcome -> outcome, (one, later) -> later, TreeMap::new));
    }

    /** Ends, and asserts that what was acknowledged is there once; says how much that is. */
    Map<Writer.Kind, Long> lostNothing() {
        close();
        return writers.areThereOnce();
    }

    @Override
    public void close() {
        ended.set(true);
        askers.close();
    }
}
