package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Table;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** However often, in whatever order and by however many events are sent: each counts once. */
class ExactlyOnceStoryTest {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final int EVENTS = 6_000;
    private static final int BATCH_SIZE = 250;
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private final Suite suite = Suite.running();

    private record Event(String id, LocalDate day, String account, String type, BigDecimal value, String json) {}

    @Test
    void countsWhatIsSentTwiceInAnotherOrderAndByTwoClientsAtOnce() throws Exception {
        Tenant tenant = suite.tenant("once", ZONE.getId(), "USD");
        Api api = tenant.with("usage:write", "usage:read");
        List<Event> events = events(1);
        long accepted = 0;
        for (List<Event> batch : batches(events)) {
            accepted += send(api, batch).path("accepted").asLong();
        }
        assertThat(accepted).isEqualTo(EVENTS);

        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(2));
        for (List<Event> batch : batches(shuffled)) {
            JsonNode receipt = send(api, batch);
            assertThat(receipt.path("duplicate").asInt()).as("%s", receipt).isEqualTo(batch.size());
            assertThat(receipt.path("accepted").asInt()).isZero();
        }
        assertCounts(api, events);

        Tenant other = suite.tenant("once", ZONE.getId(), "USD");
        Api left = other.with("usage:write", "usage:read");
        Api right = other.with("usage:write");
        AtomicLong acceptedByBoth = new AtomicLong();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Event> backwards = events.reversed();
            Future<?> one = clients.submit(() -> load(left, events, acceptedByBoth));
            Future<?> two = clients.submit(() -> load(right, backwards, acceptedByBoth));
            one.get(2, TimeUnit.MINUTES);
            two.get(2, TimeUnit.MINUTES);
        }
        assertThat(acceptedByBoth).hasValue(EVENTS);
        assertCounts(left, events);
    }

    @Test
    void finishesAnImportThatAKillInterrupted() {
        Api api = suite.tenant("import", ZONE.getId(), "USD").with("usage:write", "usage:read", "backfill");
        int rows = 40_000;
        List<List<String>> file = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            file.add(List.of("row-" + i, "login", "account-" + i % 500, "2024-03-" + (10 + i % 20)));
        }
        Answer taken = api.startImport(
                "event",
                Table.byName(false),
                Table.write(List.of("id", "type", "account_id", "time"), file),
                "&history=true");
        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        String id = taken.json().path("id").asText();
        Wait.until(
                RECOVERY,
                "some rows are in",
                () -> api.get("/v1/imports/" + id).ok().path("rows_read").asInt() > 0);
        suite.kill(Member.USAGE);
        suite.start(Member.USAGE);

        JsonNode done = api.awaitImport(id);
        assertThat(done.path("rows_read").asInt()).as("%s", done).isEqualTo(rows);
        assertThat(done.path("rows_accepted").asInt()).as("%s", done).isEqualTo(rows);
        long counted = 0;
        for (JsonNode month : api.get("/v1/usage?from=2024-03-01&to=2024-04-01&interval=month")
                .ok()
                .path("data")) {
            counted += month.path("count").asLong();
        }
        assertThat(counted).isEqualTo(rows);
    }

    @Test
    void changesNothingWhenTheSameIdComesWithOtherContent() {
        Api api = suite.tenant("conflict", ZONE.getId(), "USD").with("usage:write", "usage:read");
        List<Event> events = events(4).subList(0, 10);
        send(api, events);
        List<Event> changed = events.stream()
                .map(event -> new Event(
                        event.id(),
                        event.day(),
                        event.account(),
                        event.type(),
                        event.value(),
                        event.json().replace("\"user_id\":\"u", "\"user_id\":\"other-")))
                .toList();
        JsonNode receipt = send(api, changed);
        assertThat(receipt.path("conflict").asInt()).as("%s", receipt).isEqualTo(10);
        assertThat(receipt.path("accepted").asInt()).isZero();
        assertCounts(api, events);
    }

    private void load(Api api, List<Event> events, AtomicLong accepted) {
        for (List<Event> batch : batches(events)) {
            accepted.addAndGet(sendUntilTaken(api, batch).path("accepted").asLong());
        }
    }

    private static JsonNode send(Api api, List<Event> batch) {
        return api.send("POST", "/v1/events", BATCH, json(batch)).ok();
    }

    /** As a careful client does: the same request again until there is an answer that settles it. */
    private static JsonNode sendUntilTaken(Api api, List<Event> batch) {
        return Wait.passes(RECOVERY, () -> {
            try {
                Answer answer = api.send("POST", "/v1/events", BATCH, json(batch));
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                return answer.json();
            } catch (UncheckedIOException cut) {
                throw new AssertionError(cut);
            }
        });
    }

    private static String json(List<Event> batch) {
        return batch.stream().map(Event::json).toList().toString();
    }

    private static List<List<Event>> batches(List<Event> events) {
        List<List<Event>> batches = new ArrayList<>();
        for (int from = 0; from < events.size(); from += BATCH_SIZE) {
            batches.add(events.subList(from, Math.min(from + BATCH_SIZE, events.size())));
        }
        return batches;
    }

    /** The rollups against a recount of what was sent. */
    private void assertCounts(Api api, List<Event> events) {
        Map<String, BigDecimal> counts = new TreeMap<>();
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Event event : events) {
            String key = event.day() + " " + event.account() + " " + event.type();
            counts.merge(key, BigDecimal.ONE, BigDecimal::add);
            sums.merge(key, event.value(), BigDecimal::add);
        }
        LocalDate today = suite.now().atZone(ZONE).toLocalDate();
        JsonNode usage = api.get("/v1/usage?interval=day&group_by=account,name&from=" + today.minusDays(40) + "&to="
                        + today.plusDays(1))
                .ok();
        Map<String, BigDecimal> counted = new TreeMap<>();
        Map<String, BigDecimal> summed = new TreeMap<>();
        for (JsonNode row : usage.path("data")) {
            String key = row.path("from").asText() + " "
                    + row.path("account_id").asText() + " " + row.path("name").asText();
            counted.put(key, row.path("count").decimalValue());
            JsonNode sum = row.path("sum");
            summed.put(key, sum.isTextual() ? new BigDecimal(sum.asText()) : sum.decimalValue());
        }
        assertThat(counted.keySet()).isEqualTo(counts.keySet());
        counts.forEach((key, count) -> assertThat(counted.get(key)).as(key).isEqualByComparingTo(count));
        sums.forEach((key, sum) -> assertThat(summed.get(key)).as(key).isEqualByComparingTo(sum));
    }

    private List<Event> events(long seed) {
        Random random = new Random(seed);
        var noon = suite.now().atZone(ZONE).truncatedTo(ChronoUnit.DAYS).minusHours(12);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            var time = noon.minusMinutes(random.nextInt(30 * 24 * 60));
            String account = "account-" + random.nextInt(40);
            boolean login = random.nextInt(4) == 0;
            BigDecimal value = login ? BigDecimal.ZERO : BigDecimal.valueOf(random.nextInt(1, 10_000), 2);
            String data = login
                    ? "{\"user_id\":\"u" + random.nextInt(9) + "\"}"
                    : "{\"user_id\":\"u" + random.nextInt(9) + "\",\"feature\":\"f" + random.nextInt(12)
                            + "\",\"value\":" + value + "}";
            String type = login ? "login" : "feature.used";
            String id = "e-" + seed + "-" + i;
            events.add(new Event(
                    id,
                    time.toLocalDate(),
                    account,
                    type,
                    value,
                    "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/story\",\"type\":\"" + type
                            + "\",\"subject\":\"" + account + "\",\"time\":\"" + time.toOffsetDateTime()
                            + "\",\"data\":" + data + "}"));
        }
        return events;
    }
}
