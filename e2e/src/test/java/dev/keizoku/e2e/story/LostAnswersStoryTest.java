package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.FaultProxy;
import dev.keizoku.e2e.suite.FaultProxy.Fault;
import dev.keizoku.e2e.suite.FaultProxy.Seen;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Answers get lost a thousand times after the request was carried out, and requests before it was. Whoever repeats what
 * was not answered until it is has done it once. {@code -Dkeizoku.seed=} tries other faults.
 */
class LostAnswersStoryTest {

    private static final int CLIENTS = 4;
    private static final int CUT_OF_EACH = 250;
    private static final int MOST_TRIES = 200;
    private static final List<String> FORMS =
            List.of("application/cloudevents-batch+json", "application/json", "application/x-ndjson", "text/csv");

    private final Suite suite = Suite.running();
    private final Instant now = suite.now();

    /** What a client did, and what it was told in the end. */
    private record Told(int requests, int events, int accepted, int duplicate, List<Seen> seen) {

        int lostAnswers() {
            return (int) seen.stream().filter(request -> request.status() == 0).count();
        }

        int refusals() {
            return (int)
                    seen.stream().filter(request -> request.status() == 429).count();
        }
    }

    @Test
    void hasDoneOnceWhateverIsRepeatedUntilItIsAnswered() throws Exception {
        long seed = Long.getLong("keizoku.seed", 20261126);
        Tenant tenant = suite.tenant("lost", "UTC", "USD");
        String key = tenant.key("usage:write");
        List<Told> told = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Told>> running = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> clients.submit(() -> client(client, new Random(seed + client), key)))
                    .toList();
            for (Future<Told> client : running) {
                told.add(client.get(5, TimeUnit.MINUTES));
            }
        }
        int events = told.stream().mapToInt(Told::events).sum();
        int accepted = told.stream().mapToInt(Told::accepted).sum();
        long counted = counted(tenant.with("usage:read"));
        System.out.printf(
                "Lost answers, seed %d: %d requests; %d connections cut, %d refusals, all sent again: %d events told, "
                        + "%d of them accepted and %d found to be there, counted %d%n",
                seed,
                told.stream().mapToInt(Told::requests).sum(),
                told.stream().mapToInt(Told::lostAnswers).sum(),
                told.stream().mapToInt(Told::refusals).sum(),
                events,
                accepted,
                told.stream().mapToInt(Told::duplicate).sum(),
                counted);
        assertThat(counted).isEqualTo(events);
        assertThat(accepted + told.stream().mapToInt(Told::duplicate).sum()).isEqualTo(events);
        assertThat(told.stream().mapToInt(Told::lostAnswers).sum()).isGreaterThan(CLIENTS * CUT_OF_EACH);
    }

    /** Sends one request after the other until enough answers were lost. */
    private Told client(int client, Random random, String key) {
        AtomicInteger cut = new AtomicInteger();
        try (FaultProxy proxy = new FaultProxy(suite, () -> fault(random, cut))) {
            Api api = suite.at(proxy.base(), key);
            int requests = 0;
            int events = 0;
            int accepted = 0;
            int duplicate = 0;
            while (cut.get() < CUT_OF_EACH) {
                int size = 1 + random.nextInt(8);
                String type = FORMS.get(random.nextInt(FORMS.size()));
                JsonNode answer = untilAnswered(api, type, body(type, client + "-" + requests, size));
                requests++;
                events += size;
                accepted += answer.path("accepted").asInt();
                duplicate += answer.path("duplicate").asInt();
            }
            return new Told(requests, events, accepted, duplicate, proxy.seen());
        }
    }

    private static Fault fault(Random random, AtomicInteger cut) {
        Fault fault = List.of(Fault.CUT, Fault.CUT, Fault.CUT, Fault.LOST, Fault.REFUSED, Fault.NONE, Fault.NONE)
                .get(random.nextInt(7));
        if (fault == Fault.CUT) {
            cut.incrementAndGet();
        }
        return fault;
    }

    private static JsonNode untilAnswered(Api api, String type, String body) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                Answer answer = api.send("POST", "/v1/events", type, body);
                if (answer.status() != 429 && answer.status() != 503) {
                    return answer.ok();
                }
            } catch (UncheckedIOException lost) {
                // Nobody knows what became of it.
            }
        }
        throw new AssertionError("no answer after " + MOST_TRIES + " tries");
    }

    /** Every other event leaves its time to the server. */
    private String body(String type, String request, int size) {
        boolean table = type.equals("text/csv");
        List<String> events = IntStream.range(0, size)
                .mapToObj(i -> {
                    String id = request + "-" + i;
                    String time = i % 2 == 0 ? now.toString() : "";
                    return table ? id + ",/lost,login,account-" + i + "," + time : event(id, i, time);
                })
                .toList();
        return switch (type) {
            case "text/csv" -> "id,source,type,account_id,time\n" + String.join("\n", events) + "\n";
            case "application/x-ndjson" -> String.join("\n", events);
            default -> events.stream().collect(Collectors.joining(",", "[", "]"));
        };
    }

    private static String event(String id, int account, String time) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id
                + "\",\"source\":\"/lost\",\"type\":\"login\",\"subject\":\"account-" + account + "\""
                + (time.isEmpty() ? "" : ",\"time\":\"" + time + "\"") + "}";
    }

    private static long counted(Api api) {
        long counted = 0;
        for (JsonNode day : api.get("/v1/usage").ok().path("data")) {
            counted += day.path("count").asLong();
        }
        return counted;
    }
}
