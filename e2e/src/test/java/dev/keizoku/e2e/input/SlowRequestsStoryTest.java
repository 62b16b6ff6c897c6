package dev.keizoku.e2e.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.RawHttp;
import dev.keizoku.e2e.suite.RawHttp.Heard;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * A byte at a time is never idle; whoever speaks so is not listened to for ever. Bodies come through the gateway, which gives
 * them up for the services behind it. All ways are waited for at once.
 */
class SlowRequestsStoryTest {

    private static final Duration CUT = Duration.ofSeconds(50);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int DROPS = 140;

    private final Suite suite = Suite.running();

    @Test
    void aHeadOrABodyThatDripsIsCut() throws Exception {
        Tenant tenant = suite.tenant("slow", "UTC", "USD");
        String key = tenant.key("admin", "subscriptions:write", "health:write");
        Map<String, Future<Heard>> heads = new LinkedHashMap<>();
        Map<String, Future<Heard>> bodies = new LinkedHashMap<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Member member : Member.values()) {
                int port = suite.port(member);
                heads.put(
                        "head at " + member,
                        senders.submit(
                                () -> RawHttp.say(port, PAUSE, drops("GET /v1/tenant HTTP/1.1\r\nX-Slow: ", "a"))));
            }
            for (BadTarget target : BadTarget.values()) {
                byte[][] drops = drops(head(target, key), " ");
                bodies.put(
                        "body for " + target.member(),
                        senders.submit(() -> RawHttp.say(suite.port(Member.GATEWAY), PAUSE, drops)));
            }
            System.out.printf("Slow requests: cut after %s%n", seconds(heads, bodies));
            SoftAssertions softly = new SoftAssertions();
            for (Map.Entry<String, Future<Heard>> one : heads.entrySet()) {
                Heard heard = one.getValue().get();
                softly.assertThat(heard.closed()).as(one.getKey()).isTrue();
                softly.assertThat(heard.took()).as(one.getKey()).isLessThan(CUT);
            }
            for (Map.Entry<String, Future<Heard>> one : bodies.entrySet()) {
                Heard heard = one.getValue().get();
                softly.assertThat(heard.closed()).as(one.getKey()).isTrue();
                softly.assertThat(heard.took()).as(one.getKey()).isLessThan(CUT);
                softly.check(() -> heard.answer(one.getKey()).isProblem(408));
            }
            softly.assertAll();
        }
    }

    /** What was seen, way by way. */
    private static Map<String, String> seconds(Map<String, Future<Heard>> heads, Map<String, Future<Heard>> bodies)
            throws InterruptedException, ExecutionException {
        Map<String, Future<Heard>> all = new LinkedHashMap<>(heads);
        all.putAll(bodies);
        Map<String, String> seconds = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Heard>> one : all.entrySet()) {
            seconds.put(
                    one.getKey(), "%.1f s".formatted(one.getValue().get().took().toMillis() / 1e3));
        }
        return seconds;
    }

    private static String head(BadTarget target, String credential) {
        return target.text().line() + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + credential
                + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
    }

    private static byte[][] drops(String head, String drop) {
        return Stream.concat(Stream.of(head), Stream.generate(() -> drop).limit(DROPS))
                .map(text -> text.getBytes(UTF_8))
                .toArray(byte[][]::new);
    }
}
