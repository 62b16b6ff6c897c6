package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whoever asks for far more than their limit is refused, and others are answered. How much later is printed and not held
 * against a figure: the noise is made by the two processors that have to bear it.
 */
class NoisyTenantStoryTest {

    private static final int LIMIT = 1_200;
    private static final int ALLOWED_A_SECOND = LIMIT / 60;
    private static final int TIMES = 10;
    private static final int CALM_A_SECOND = 50;
    private static final int SECONDS = 10;
    private static final String READ = "/v1/plans";

    /** Where others use the machine, one of so many may find it too busy. */
    private static final int ONE_OF = 100;

    private final Suite suite = Suite.running();

    @Test
    void tenTimesTheLimitOfOneTenantIsRefusedAndAnotherIsAnswered() {
        Tenant noisy = suite.tenant("noisy", "UTC", "USD");
        Api calm = suite.tenant("quiet", "UTC", "USD").admin();
        suite.operator()
                .send("PUT", "/v1/tenants/" + noisy.id() + "/limits", "application/json", "{\"reads\": " + LIMIT + "}")
                .ok();

        ask(calm, CALM_A_SECOND);
        List<Outcome> before = ask(calm, CALM_A_SECOND);
        CompletableFuture<List<Outcome>> noise =
                CompletableFuture.supplyAsync(() -> ask(noisy.admin(), TIMES * ALLOWED_A_SECOND));
        List<Outcome> beside = ask(calm, CALM_A_SECOND);
        List<Outcome> refused = noise.join().stream()
                .filter(outcome -> outcome.cut() == null && !outcome.good())
                .toList();

        System.out.printf(
                "Noisy tenant: %d requests in %d s, %d of them refused; p99 of another tenant %d ms before and %d ms beside it%n",
                noise.join().size(),
                SECONDS,
                refused.size(),
                Outcome.p99(before).toMillis(),
                Outcome.p99(beside).toMillis());
        assertThat(refused)
                .filteredOn(outcome -> outcome.answer().status() == 429)
                .hasSizeGreaterThan(ALLOWED_A_SECOND * SECONDS);
        assertThat(beside).filteredOn(outcome -> !outcome.good()).hasSizeLessThanOrEqualTo(beside.size() / ONE_OF);
    }

    /** Asks at an even pace, whatever becomes of the questions before. */
    private static List<Outcome> ask(Api api, int perSecond) {
        try (ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
                ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Outcome>> asked = IntStream.range(0, perSecond * SECONDS)
                    .mapToObj(i -> {
                        CompletableFuture<Outcome> one = new CompletableFuture<>();
                        pace.schedule(
                                () -> askers.execute(() -> one.complete(Outcome.of(READ, () -> api.get(READ)))),
                                TimeUnit.SECONDS.toMicros(i) / perSecond,
                                TimeUnit.MICROSECONDS);
                        return one;
                    })
                    .toList();
            return asked.stream().map(CompletableFuture::join).toList();
        }
    }
}
