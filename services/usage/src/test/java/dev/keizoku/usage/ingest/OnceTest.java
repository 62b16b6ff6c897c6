package dev.keizoku.usage.ingest;

import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.Recount;
import dev.keizoku.usage.event.EventHash;
import dev.keizoku.usage.event.EventIdentity;
import dev.keizoku.usage.event.UsageEvent;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However events are sent, each is stored once, and the rollups equal a recount of what is stored. */
@QuarkusTest
@WithKeizoku
class OnceTest {

    @Inject
    Jdbi jdbi;

    @Inject
    AgroalDataSource source;

    @Inject
    EventPartitions partitions;

    private final Random random = new Random(20260302);
    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh("America/New_York", "USD");
    }

    private List<String> events(int count) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String time = Instant.parse("2025-10-20T00:00:00Z")
                    .plusSeconds(random.nextInt(130 * 86_400))
                    .toString();
            String name = random.nextBoolean() ? "login" : "feature.used";
            String data = "{\"user_id\":\"u%d\",\"feature\":\"f%d\",\"value\":%d.5}"
                    .formatted(random.nextInt(4), random.nextInt(3), random.nextInt(9));
            events.add(event("e" + i, name, "a" + random.nextInt(20), time, data));
        }
        return events;
    }

    private List<String> shuffled(List<String> events) {
        List<String> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private int[] inBatches(List<String> events, int size) {
        int[] outcomes = new int[2];
        for (int from = 0; from < events.size(); from += size) {
            Response answer = send(tenant, events.subList(from, Math.min(events.size(), from + size)));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.jsonPath().getInt("conflict") + answer.jsonPath().getInt("rejected"))
                    .isZero();
            outcomes[0] += answer.jsonPath().getInt("accepted");
            outcomes[1] += answer.jsonPath().getInt("duplicate");
        }
        return outcomes;
    }

    private void isStoredOnce(int distinct) {
        assertThat(number("select count(*) from event join tenant_number using (tenant_no) where tenant = '" + tenant
                        + "'"))
                .isEqualTo(distinct);
        assertThat(number("select sum(count) from usage_day join tenant_number using (tenant_no) where tenant = '"
                        + tenant + "'"))
                .isEqualTo(distinct);
        assertThat(Recount.differences(jdbi, tenant))
                .as("rollups that differ from a recount")
                .isZero();
    }

    private long number(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    @Test
    void sentTwiceAndInAnotherOrder() {
        List<String> events = events(600);
        assertThat(inBatches(events, 100)).containsExactly(600, 0);
        isStoredOnce(600);
        assertThat(inBatches(shuffled(events), 70)).containsExactly(0, 600);
        isStoredOnce(600);
    }

    @Test
    void sentInTwoOverlappingHalvesByTwoClientsAtOnce() {
        List<String> events = events(1200);
        List<String> first = shuffled(events.subList(0, 800));
        List<String> second = shuffled(events.subList(400, 1200));
        CompletableFuture<int[]> one = CompletableFuture.supplyAsync(() -> inBatches(first, 50));
        CompletableFuture<int[]> other = CompletableFuture.supplyAsync(() -> inBatches(second, 50));
        assertThat(one.join()[0] + other.join()[0]).isEqualTo(1200);
        assertThat(one.join()[1] + other.join()[1]).isEqualTo(400);
        isStoredOnce(1200);
    }

    @Test
    void sentByManyClientsAtOnceAllTheSame() {
        List<String> events = events(200);
        List<CompletableFuture<int[]>> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<String> own = shuffled(events);
            clients.add(CompletableFuture.supplyAsync(() -> inBatches(own, 25)));
        }
        int accepted = clients.stream().mapToInt(client -> client.join()[0]).sum();
        assertThat(accepted).isEqualTo(200);
        isStoredOnce(200);
    }

    @Test
    void repeatedWithinABatchAndAcrossBatches() {
        List<String> events = events(300);
        List<String> thrice = new ArrayList<>(events);
        thrice.addAll(events);
        thrice.addAll(events);
        assertThat(inBatches(shuffled(thrice), 90)).containsExactly(300, 600);
        isStoredOnce(300);
    }

    @Test
    void eventsWhoseHashesCollideAreStillToldApart() throws SQLException {
        EventHash weak = new EventHash() {
            @Override
            public EventIdentity identity(String source, String id, int attempt) {
                return new EventIdentity(7, attempt);
            }
        };
        assertThat(write(Claiming.CAREFUL, weak, "a", "b", "a")).containsExactly("Accepted", "Accepted", "Duplicate");
        for (Claiming claiming : List.of(Claiming.LOOKING, Claiming.CAREFUL)) {
            assertThat(write(claiming, weak, "b", claiming + "c", "a", claiming + "d", claiming + "c"))
                    .containsExactly("Duplicate", "Accepted", "Duplicate", "Accepted", "Duplicate");
        }
        assertThat(number("select count(*) from event_identity where tenant_no = -1"))
                .isEqualTo(6);
        assertThat(Recount.differences(jdbi, tenant)).isZero();
    }

    private List<String> write(Claiming claiming, EventHash hash, String... ids) throws SQLException {
        LocalDate day = LocalDate.parse("2026-03-01");
        List<StagedEvent> events = new ArrayList<>();
        for (String id : ids) {
            UsageEvent event = new UsageEvent("s", id, "login", null, "acme", "u", "", null, null, null);
            events.add(new StagedEvent(-1, event, MutableClock.START, day, day, hash));
        }
        partitions.ensure(List.of(day));
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            new EventStore(hash).write(connection, events, claiming);
            connection.commit();
        }
        return events.stream()
                .map(event ->
                        event.outcome == null ? "" : event.outcome.getClass().getSimpleName())
                .toList();
    }
}
