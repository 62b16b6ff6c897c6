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
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Usage and PostgreSQL are killed again and again while events come in. */
class ChaosStoryTest {

    private static final String BATCH = "application/cloudevents-batch+json";
    private static final int KILLS = 20;
    private static final int WRITERS = 4;
    private static final int BATCH_SIZE = 50;
    private static final int BATCHES_BETWEEN_KILLS = 20;
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private final Suite suite = Suite.running();
    private final Queue<List<String>> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<List<String>> unknown = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void storesAndCountsWhatItAcknowledgedThroughTwentyKills() throws Exception {
        Tenant tenant = suite.tenant("chaos", "UTC", "USD");
        Api api = tenant.with("usage:write", "usage:read");
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = IntStream.range(0, WRITERS)
                    .<Future<?>>mapToObj(writer -> clients.submit(() -> write(api, writer)))
                    .toList();
            for (int kill = 0; kill < KILLS; kill++) {
                int before = acknowledged.size();
                Wait.until(RECOVERY, "events are taken", () -> acknowledged.size() >= before + BATCHES_BETWEEN_KILLS);
                if (kill % 2 == 0) {
                    suite.kill(Member.USAGE);
                    suite.start(Member.USAGE);
                } else {
                    suite.database().kill();
                    suite.database().restart();
                }
            }
            ended.set(true);
            for (Future<?> writer : writers) {
                writer.get(1, TimeUnit.MINUTES);
            }
        }
        long sure = (long) acknowledged.size() * BATCH_SIZE;
        long unsure = (long) unknown.size() * BATCH_SIZE;
        long kept = Wait.passes(RECOVERY, () -> counted(api));
        assertThat(kept).isBetween(sure, sure + unsure);
        assertThat(stored(tenant)).isEqualTo(kept);

        unknown.forEach(batch -> sendUntilTaken(api, batch));

        System.out.printf(
                "%d kills: acknowledged %d, stored without an answer %d, lost 0; after sending %d events again: stored %d, counted %d%n",
                KILLS, sure, kept - sure, unsure, stored(tenant), counted(api));
        assertThat(counted(api)).isEqualTo(sure + unsure);
        assertThat(stored(tenant)).isEqualTo(sure + unsure);
        acknowledged.forEach(batch ->
                assertThat(sendUntilTaken(api, batch).path("duplicate").asInt()).isEqualTo(BATCH_SIZE));
    }

    private void write(Api api, int writer) {
        for (int number = 0; !ended.get(); number++) {
            List<String> batch = events(writer, number);
            (take(api, batch).isPresent() ? acknowledged : unknown).add(batch);
        }
    }

    /** The receipt; empty when there was none and nobody knows what became of the events. */
    private static Optional<JsonNode> take(Api api, List<String> batch) {
        try {
            Answer answer = api.send("POST", "/v1/events", BATCH, batch.toString());
            assertThat(answer.status()).as(answer.toString()).isIn(200, 429, 503);
            return answer.status() == 200 ? Optional.of(answer.json()) : Optional.empty();
        } catch (UncheckedIOException cut) {
            return Optional.empty();
        }
    }

    private static JsonNode sendUntilTaken(Api api, List<String> batch) {
        return Wait.passes(RECOVERY, () -> {
            Optional<JsonNode> receipt = take(api, batch);
            assertThat(receipt).isPresent();
            return receipt.orElseThrow();
        });
    }

    private static List<String> events(int writer, int number) {
        Instant now = Instant.now();
        return IntStream.range(0, BATCH_SIZE)
                .mapToObj(i ->
                        "{\"specversion\":\"1.0\",\"id\":\"%d-%d-%d\",\"source\":\"/chaos\",\"type\":\"login\",\"subject\":\"account-%d\",\"time\":\"%s\"}"
                                .formatted(writer, number, i, i % 7, now))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static long counted(Api api) {
        long counted = 0;
        for (JsonNode day : api.get("/v1/usage").ok().path("data")) {
            counted += day.path("count").asLong();
        }
        return counted;
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
