package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Switch;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import dev.keizoku.e2e.suite.Wire;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Of the two processes of every service one is asked to end and started anew, then the other, and then those of the gateway,
 * while events come in and all services are read. No request fails; the clients repeat none.
 */
class RollingRestartStoryTest {

    private static final int BATCH = 10;
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration COUNTED = Duration.ofMinutes(1);

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();

    @Test
    void failsNoRequestWhileOneProcessAfterTheOtherIsStartedAnew() throws Exception {
        try (Suite suite = Suite.withTwins(Member.values());
                Switch door = suite.inFrontOfGateways();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Tenant tenant = suite.tenant("rolling", "UTC", "USD");
            tenant.admin().put("/v1/accounts/acme", Map.of("name", "Acme")).ok();
            String key = tenant.key("usage:write", "usage:read", "subscriptions:read", "metrics:read", "health:read");
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                Wire wire = door.wire(key, "POST", "/v1/events", "application/cloudevents-batch+json");
                String source = "/rolling/" + writer;
                running.add(clients.submit(() -> ask(wire, number -> events(source, number))));
            }
            for (String path : List.of(
                    "/v1/usage", "/v1/accounts/acme", "/v1/metrics", "/v1/health-scores?limit=5", "/v1/api-keys")) {
                Wire wire = door.wire(path.equals("/v1/api-keys") ? tenant.key("admin") : key, "GET", path, "*/*");
                running.add(clients.submit(() -> ask(wire, number -> "")));
            }
            Wait.until(COUNTED, "requests are answered", () -> answered.get() > 100);
            Instant begin = Instant.now();
            suite.restartInTurn(Member.SUBSCRIPTIONS, Member.USAGE);
            suite.restartInTurn(Member.METRICS, Member.HEALTH);
            suite.restartInTurn(Member.GATEWAY);
            long during = Duration.between(begin, Instant.now()).toSeconds();
            ended.set(true);
            for (Future<?> client : running) {
                client.get(1, TimeUnit.MINUTES);
            }
            System.out.printf(
                    "Rolling restart: 2 processes of each service and 2 gateways within %d s: %d requests, %d failed, %d events "
                            + "acknowledged%n",
                    during, answered.get() + failed.size(), failed.size(), batches.get() * BATCH);
            assertThat(failed).isEmpty();
            assertThat(counted(tenant)).isEqualTo(batches.get() * BATCH);
        }
    }

    private void ask(Wire wire, LongFunction<String> bodies) {
        try (wire) {
            for (long number = 0; !ended.get(); number++) {
                String body = bodies.apply(number);
                try {
                    Answer answer = wire.send(body.getBytes(StandardCharsets.UTF_8));
                    if (answer.status() != 200) {
                        failed.add(answer.toString());
                    } else {
                        answered.incrementAndGet();
                        batches.addAndGet(body.isEmpty() ? 0 : 1);
                    }
                } catch (UncheckedIOException broken) {
                    failed.add(broken.toString());
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static String events(String source, long number) {
        Instant now = Instant.now();
        return IntStream.range(0, BATCH)
                .mapToObj(i ->
                        "{\"specversion\":\"1.0\",\"id\":\"%d-%d\",\"source\":\"%s\",\"type\":\"login\",\"subject\":\"acme\",\"time\":\"%s\"}"
                                .formatted(number, i, source, now))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static long counted(Tenant tenant) {
        long counted = 0;
        for (JsonNode day : tenant.admin().get("/v1/usage").ok().path("data")) {
            counted += day.path("count").asLong();
        }
        return counted;
    }
}
