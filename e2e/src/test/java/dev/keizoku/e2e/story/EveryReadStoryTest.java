package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.contract.Reads;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever is read while the database hangs, there is an answer in time. */
class EveryReadStoryTest {

    /** Twice what is promised: all of them at once on a machine that others use wait for a processor as well. */
    private static final Duration ANSWERED = Duration.ofSeconds(10);

    private static final Duration READY = Duration.ofMinutes(1);

    private final Suite suite = Suite.running();

    @Test
    void everyReadOfTheContractIsAnsweredInTimeWhileTheDatabaseHangs() throws Exception {
        Map<String, Function<Api, Answer>> reads =
                Reads.of(suite.anonymous().get("/q/openapi").ok());
        Api admin = suite.tenant("reads", "UTC", "USD").admin();
        // What is loaded with the first question of its kind is no part of the answer.
        reads.forEach((name, read) -> Outcome.of(name, () -> read.apply(admin)));
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            suite.database().freeze();
            List<Future<Outcome>> asked = reads.entrySet().stream()
                    .map(read -> askers.submit(() ->
                            Outcome.of(read.getKey(), () -> read.getValue().apply(admin))))
                    .toList();
            for (Future<Outcome> one : asked) {
                outcomes.add(one.get());
            }
        } finally {
            suite.database().thaw();
        }
        System.out.printf(
                "Every read while the database is frozen: %d asked, %d refused, the longest after %.2f s%n",
                outcomes.size(),
                Outcome.refusals(outcomes),
                Outcome.longest(outcomes).toMillis() / 1e3);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.took().compareTo(ANSWERED) >= 0)
                .isEmpty();
        outcomes.stream()
                .filter(outcome -> outcome.cut() != null || outcome.answer().status() >= 500)
                .forEach(Outcome::saysSo);
        for (Member member : Member.values()) {
            Wait.until(READY, member + " is ready", () -> suite.health(member, "ready") == 200);
        }
    }
}
