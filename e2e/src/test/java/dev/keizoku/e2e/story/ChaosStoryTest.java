package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Usage, the gateway and PostgreSQL are killed again and again while events come in, and once everything there is.
 * {@code -Dkeizoku.seed=} tries another order.
 */
class ChaosStoryTest {

    private static final String BATCH = "application/cloudevents-batch+json";
    private static final List<Victim> KILLS = Stream.of(
                    Collections.nCopies(12, Victim.POSTGRESQL),
                    Collections.nCopies(5, Victim.USAGE),
                    Collections.nCopies(2, Victim.GATEWAY),
                    List.of(Victim.EVERYTHING))
            .flatMap(List::stream)
            .toList();
    private static final int WRITERS = 4;
    private static final int BATCH_SIZE = 50;
    private static final int BATCHES_BETWEEN_KILLS = 20;
    private static final int ACCOUNTS = 7;
    private static final Duration RECOVERY = Duration.ofMinutes(4);

    private final Suite suite = Suite.running();
    private final Queue<List<String>> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    private enum Victim {
        POSTGRESQL,
        USAGE,
        GATEWAY,
        EVERYTHING
    }

    @Test
    void storesAndCountsWhatItAcknowledgedThroughTwentyKills() throws Exception {
        long seed = Long.getLong("keizoku.seed", 20261126);
        List<Victim> kills = new ArrayList<>(KILLS);
        Collections.shuffle(kills, new Random(seed));
        Tenant tenant = suite.tenant("chaos", "UTC", "USD");
        Api api = tenant.with("usage:write", "usage:read");
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = IntStream.range(0, WRITERS)
                    .<Future<?>>mapToObj(writer -> clients.submit(() -> write(api, writer)))
                    .toList();
            for (Victim victim : kills) {
                int before = acknowledged.size();
                Wait.until(RECOVERY, "events are taken", () -> acknowledged.size() >= before + BATCHES_BETWEEN_KILLS);
                kill(victim);
            }
            ended.set(true);
            for (Future<?> writer : writers) {
                writer.get(1, TimeUnit.MINUTES);
            }
        }
        long sent = (long) acknowledged.size() * BATCH_SIZE;
        Map<String, Long> counted = counted(api);
        long stored = stored(tenant);
        System.out.printf(
                "Chaos, seed %d: %d kills (%s), %d requests without an answer sent again: acknowledged %d = stored %d = "
                        + "counted %d%n",
                seed,
                kills.size(),
                kills.stream().collect(Collectors.groupingBy(kill -> kill, TreeMap::new, Collectors.counting())),
                unanswered.get(),
                sent,
                stored,
                counted.values().stream().mapToLong(Long::longValue).sum());
        assertThat(stored).isEqualTo(sent);
        assertThat(counted).isEqualTo(recount());
        acknowledged.forEach(batch ->
                assertThat(sendUntilTaken(api, batch).path("duplicate").asInt()).isEqualTo(BATCH_SIZE));
    }

    private void kill(Victim victim) {
        switch (victim) {
            case POSTGRESQL -> {
                suite.database().kill();
                suite.database().restart();
            }
            case USAGE -> {
                suite.kill(Member.USAGE);
                suite.start(Member.USAGE);
            }
            case GATEWAY -> {
                suite.kill(Member.GATEWAY);
                suite.start(Member.GATEWAY);
            }
            case EVERYTHING -> {
                Stream.of(Member.values()).forEach(suite::kill);
                suite.database().kill();
                suite.database().restart();
                suite.start(Member.values());
            }
        }
    }

    private void write(Api api, int writer) {
        for (int number = 0; !ended.get(); number++) {
            List<String> batch = events(writer, number);
            sendUntilTaken(api, batch);
            acknowledged.add(batch);
        }
    }

    /** As a careful client does: the same again until there is an answer that settles it. */
    private JsonNode sendUntilTaken(Api api, List<String> batch) {
        return Wait.passes(RECOVERY, () -> {
            try {
                Answer answer = api.send("POST", "/v1/events", BATCH, batch.toString());
                if (answer.status() != 200) {
                    unanswered.incrementAndGet();
                }
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                return answer.json();
            } catch (UncheckedIOException cut) {
                unanswered.incrementAndGet();
                throw new AssertionError(cut);
            }
        });
    }

    private static List<String> events(int writer, int number) {
        Instant now = Instant.now();
        return IntStream.range(0, BATCH_SIZE)
                .mapToObj(i ->
                        "{\"specversion\":\"1.0\",\"id\":\"%d-%d-%d\",\"source\":\"/chaos\",\"type\":\"login\",\"subject\":\"account-%d\",\"time\":\"%s\"}"
                                .formatted(writer, number, i, i % ACCOUNTS, now))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** By account, as the rollups have it. */
    private static Map<String, Long> counted(Api api) {
        Map<String, Long> counted = new TreeMap<>();
        for (JsonNode day : api.get("/v1/usage?group_by=account").ok().path("data")) {
            counted.merge(day.path("account_id").asText(), day.path("count").asLong(), Long::sum);
        }
        return counted;
    }

    private Map<String, Long> recount() {
        return IntStream.range(0, BATCH_SIZE)
                .mapToObj(i -> "account-" + i % ACCOUNTS)
                .collect(Collectors.groupingBy(
                        account -> account, TreeMap::new, Collectors.summingLong(account -> acknowledged.size())));
    }

    private long stored(Tenant tenant) throws SQLException {
        try (Connection connection = suite.database().connect(Member.USAGE.id());
                PreparedStatement statement = connection.prepareStatement(
                        "select count(*) from event join tenant_number using (tenant_no) where tenant = ?")) {
            statement.setString(1, tenant.id());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
