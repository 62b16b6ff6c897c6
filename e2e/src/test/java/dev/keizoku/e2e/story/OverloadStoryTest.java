package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.MemoryWatch;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import dev.keizoku.e2e.suite.Wire;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three times as much is offered as the suite can take: it takes what it can, says no to the rest, and recovers. */
class OverloadStoryTest {

    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String NUMBER = "########";
    private static final int BATCH_SIZE = 100;
    private static final int CLIENTS = 64;
    private static final int TIMES_ITS_CAPACITY = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(4);
    private static final Duration OVERLOADED = Duration.ofSeconds(12);

    /** 0.8, 1 s and 10 s are promised; these leave room to a slower machine, and to the load it has to make as well. */
    private static final double LEAST_GOODPUT = 0.25;

    private static final Duration SLOWEST_REFUSAL = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private final Suite suite = Suite.running();
    private final Tenant tenant = suite.tenant("overload", "UTC", "USD");
    private final Api api = tenant.with("usage:write", "usage:read");
    private final Wire wire = suite.wire(tenant.key("usage:write"), "/v1/events", BATCH);
    private final byte[] template = template();
    private final List<Integer> places = places(template);
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<Sent> all = new ConcurrentLinkedQueue<>();

    /** A request and what came of it; no answer when the connection broke. */
    private record Sent(int number, Answer answer, long endedAt, Duration took) {

        int status() {
            return answer == null ? 0 : answer.status();
        }

        boolean isTaken() {
            return status() == 200;
        }
    }

    @AfterEach
    void hangUp() {
        wire.close();
    }

    @Test
    void takesWhatItCanRefusesTheRestAndRecovers() throws SQLException {
        try (MemoryWatch memory = new MemoryWatch(suite, Member.GATEWAY, Member.USAGE)) {
            closed(WARM_UP);
            double capacity = closed(MEASURED);
            Overload overload = open(TIMES_ITS_CAPACITY * capacity);
            long end = System.nanoTime();
            Wait.until(RECOVERY, "a request is taken after the load", () -> send().isTaken());
            Duration recovery = Duration.ofNanos(System.nanoTime() - end);
            double after = closed(MEASURED);
            Collection<Sent> refused = overload.of(sent -> sent.answer != null && !sent.isTaken());
            System.out.printf(
                    "Overload (promised: goodput 0.80, refusals within 1 s, recovery within 10 s): capacity %,.0f "
                            + "events/s; offered %,.0f/s for %d s (%.1f times): taken %,.0f/s, goodput %.2f of "
                            + "capacity; %d of %d requests refused, slowest after %.2f s; %d broken; slowest taken "
                            + "%.2f s; taken again after %.2f s, then %,.0f/s (%.2f of capacity); processor time %s; %s%n",
                    capacity,
                    overload.offered(),
                    OVERLOADED.toSeconds(),
                    overload.offered() / capacity,
                    overload.taken(),
                    overload.taken() / capacity,
                    refused.size(),
                    overload.sent.size(),
                    seconds(slowest(refused)),
                    overload.of(sent -> sent.answer == null).size(),
                    seconds(slowest(overload.of(Sent::isTaken))),
                    seconds(recovery),
                    after,
                    after / capacity,
                    overload.processorTimes,
                    memory.peaks());

            assertThat(memory.gone()).isEmpty();
            all.stream().map(Sent::answer).forEach(OverloadStoryTest::isTakenOrRefusedProperly);
            assertThat(overload.taken() / capacity).as("goodput").isGreaterThan(LEAST_GOODPUT);
            assertThat(slowest(refused)).isLessThan(SLOWEST_REFUSAL);
            storesWhatItTookAndNothingItRefused();
        }
    }

    private static void isTakenOrRefusedProperly(Answer answer) {
        if (answer != null && answer.status() != 200) {
            assertThat(answer.status()).as(answer.toString()).isIn(429, 503);
            answer.isProblem(answer.status());
            assertThat(answer.header("Retry-After")).as(answer.toString()).matches("[1-9][0-9]*");
        }
    }

    private void storesWhatItTookAndNothingItRefused() throws SQLException {
        Map<Integer, Integer> stored = stored();
        for (Sent sent : all) {
            int events = stored.getOrDefault(sent.number, 0);
            String what = "request " + sent.number + ", " + sent.answer;
            switch (sent.status()) {
                case 200 -> assertThat(events).as(what).isEqualTo(BATCH_SIZE);
                case 429 -> assertThat(events).as(what).isZero();
                default -> assertThat(events).as(what).isIn(0, BATCH_SIZE);
            }
        }
        assertThat(counted())
                .isEqualTo(
                        stored.values().stream().mapToLong(Integer::longValue).sum());
        // What nobody was told of is told when it is sent again.
        List<Sent> untold = all.stream()
                .filter(sent -> !sent.isTaken() && stored.containsKey(sent.number))
                .limit(50)
                .toList();
        for (Sent sent : untold) {
            Answer again = wire.send(body(sent.number));
            assertThat(again.ok().path("duplicate").asInt())
                    .as(again.toString())
                    .isEqualTo(BATCH_SIZE);
        }
    }

    /** As many at a time as there are clients, each waiting for its answer; events taken a second. */
    private double closed(Duration duration) {
        long start = System.nanoTime();
        AtomicInteger taken = new AtomicInteger();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> {
                    while (System.nanoTime() - start < duration.toNanos()) {
                        taken.addAndGet(send().isTaken() ? BATCH_SIZE : 0);
                    }
                });
            }
        }
        return taken.get() / seconds(Duration.ofNanos(System.nanoTime() - start));
    }

    /** What was offered in which time. */
    private record Overload(List<Sent> sent, long start, long end, String processorTimes) {

        double offered() {
            return sent.size() * BATCH_SIZE / seconds();
        }

        /** Counted while the load lasts: what is taken afterwards is no merit. */
        double taken() {
            return of(request -> request.isTaken() && request.endedAt <= end).size() * BATCH_SIZE / seconds();
        }

        Collection<Sent> of(Predicate<Sent> kind) {
            return sent.stream().filter(kind).toList();
        }

        private double seconds() {
            return OverloadStoryTest.seconds(Duration.ofNanos(end - start));
        }
    }

    /** Requests at their times, however many are still waiting for an answer. */
    private Overload open(double eventsPerSecond) {
        long every = (long) (BATCH_SIZE * 1e9 / eventsPerSecond);
        Queue<Sent> sent = new ConcurrentLinkedQueue<>();
        Map<String, Duration> before = processorTimes();
        long start = System.nanoTime();
        long due = start;
        long end;
        Map<String, Duration> spent;
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (; due - start < OVERLOADED.toNanos(); due += every) {
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                clients.execute(() -> sent.add(send()));
            }
            end = System.nanoTime();
            spent = processorTimes();
        }
        String times = spent.entrySet().stream()
                .map(who -> String.format(
                        Locale.ROOT,
                        "%s %.1f s",
                        who.getKey(),
                        seconds(who.getValue().minus(before.get(who.getKey())))))
                .collect(Collectors.joining(", "));
        return new Overload(List.copyOf(sent), start, end, times);
    }

    private Map<String, Duration> processorTimes() {
        return new TreeMap<>(Map.of(
                "gateway", suite.processorTime(Member.GATEWAY),
                "usage", suite.processorTime(Member.USAGE),
                "PostgreSQL", suite.database().processorTime(),
                "this load", ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO)));
    }

    private Sent send() {
        int number = requests.incrementAndGet();
        byte[] body = body(number);
        long start = System.nanoTime();
        Answer answer;
        try {
            answer = wire.send(body);
        } catch (UncheckedIOException broken) {
            answer = null;
        }
        long end = System.nanoTime();
        Sent sent = new Sent(number, answer, end, Duration.ofNanos(end - start));
        all.add(sent);
        return sent;
    }

    /** The same but for the number its ids begin with: to make requests should cost next to nothing. */
    private byte[] body(int number) {
        byte[] body = template.clone();
        byte[] digits = String.format(Locale.ROOT, "%08d", number).getBytes(StandardCharsets.US_ASCII);
        places.forEach(place -> System.arraycopy(digits, 0, body, place, digits.length));
        return body;
    }

    private byte[] template() {
        return IntStream.range(0, BATCH_SIZE)
                .mapToObj(i -> "{\"specversion\":\"1.0\",\"id\":\"" + NUMBER + "-" + i
                        + "\",\"source\":\"/overload\",\"type\":\"feature.used\",\"subject\":\"account-" + i % 40
                        + "\",\"time\":\"" + suite.now() + "\",\"data\":{\"user_id\":\"u-" + i % 7
                        + "\",\"feature\":\"f-" + i % 5 + "\",\"value\":" + i + "}}")
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static List<Integer> places(byte[] template) {
        String text = new String(template, StandardCharsets.US_ASCII);
        return IntStream.iterate(text.indexOf(NUMBER), at -> at >= 0, at -> text.indexOf(NUMBER, at + 1))
                .boxed()
                .toList();
    }

    /** How many events of each request are stored. */
    private Map<Integer, Integer> stored() throws SQLException {
        Map<Integer, Integer> stored = new HashMap<>();
        try (Connection connection = suite.database().connect(Member.USAGE.id());
                PreparedStatement statement = connection.prepareStatement("""
                        select split_part(event_id, '-', 1)::int, count(*)
                        from event_identity join tenant_number using (tenant_no) where tenant = ? group by 1
                        """)) {
            statement.setString(1, tenant.id());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored.put(rows.getInt(1), rows.getInt(2));
                }
            }
        }
        return stored;
    }

    private long counted() {
        long counted = 0;
        for (JsonNode day : api.get("/v1/usage").ok().path("data")) {
            counted += day.path("count").asLong();
        }
        return counted;
    }

    private static Duration slowest(Collection<Sent> some) {
        return some.stream().map(Sent::took).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
