package dev.keizoku.e2e.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Member;
import dev.keizoku.e2e.suite.RawHttp;
import dev.keizoku.e2e.suite.RawHttp.Heard;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the table of bad input, at every service: through the gateway as callers come, and straight at the four
 * behind it as the gateway does. What two services answer differently is a row of its own; where a row is said to some
 * services only, the reason stands here. Some rows are stories of their own: {@link SlowRequestsStoryTest}, {@link
 * OddTextsStoryTest}, {@link ConditionalWritesStoryTest}; docs/reliability.md says where the others are.
 */
class BadInputStoryTest {

    private static final Duration PROMPTLY = Duration.ofSeconds(8);

    private static final String ONLY_IDS = "no date or number in the path at ";

    /** Where a row has no place: there are only ids in the paths. */
    private static final Set<String> ONLY_IDS_IN_PATHS =
            Set.of(ONLY_IDS + Member.USAGE, ONLY_IDS + Member.HEALTH, ONLY_IDS + Member.GATEWAY);

    private static final Suite SUITE = Suite.running();
    private static final Tenant TENANT = SUITE.tenant("bad-input", "UTC", "USD");
    private static final String KEY = TENANT.key(
            "admin",
            "subscriptions:write",
            "subscriptions:read",
            "usage:write",
            "usage:read",
            "metrics:read",
            "health:write",
            "health:read");
    private static int asked;

    /** A service and the way to it. */
    private record Way(BadTarget target, int port, String credential) {

        boolean isStraight() {
            return port != SUITE.port(Member.GATEWAY);
        }

        @Override
        public String toString() {
            return target.member() + (isStraight() ? " straight" : " through the gateway");
        }
    }

    private static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (BadTarget target : BadTarget.values()) {
            ways.add(new Way(target, SUITE.port(Member.GATEWAY), KEY));
            if (target.member() != Member.GATEWAY) {
                ways.add(new Way(target, SUITE.port(target.member()), SUITE.internalToken(TENANT)));
            }
        }
        return ways;
    }

    private static List<BadRow> rows() {
        return Stream.of(BadBodies.rows(), BadValues.rows(), BadHeads.rows())
                .flatMap(List::stream)
                .toList();
    }

    @AfterAll
    static void tell() {
        System.out.printf("Bad input: %d requests in %d rows on %d ways%n", asked, rows().size(), ways().size());
    }

    @Test
    void everyRowIsSaidToEveryServiceUnlessThereIsAReason() {
        Set<String> left = new TreeSet<>();
        for (BadRow row : rows()) {
            for (BadTarget target : BadTarget.values()) {
                if (row.request().apply(target).isEmpty()) {
                    left.add(row + " at " + target.member());
                }
            }
        }
        assertThat(left).isEqualTo(ONLY_IDS_IN_PATHS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isAnsweredAsTheTableSays(BadRow row) throws Exception {
        Map<Way, Future<Heard>> heard = new LinkedHashMap<>();
        SoftAssertions softly = new SoftAssertions();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Way way : ways()) {
                if (row.onlyOfTheGateway() && way.isStraight()) {
                    continue;
                }
                row.request()
                        .apply(way.target())
                        .ifPresent(written ->
                                heard.put(way, senders.submit(() -> RawHttp.say(way.port(), bytes(way, written)))));
            }
            asked += heard.size();
            for (Map.Entry<Way, Future<Heard>> one : heard.entrySet()) {
                Heard answer = one.getValue().get();
                softly.check(() -> check(row, one.getKey(), answer));
            }
        }
        softly.assertAll();
    }

    private static void check(BadRow row, Way way, Heard heard) {
        String what = row + ", " + way;
        Answer answer = heard.answer(what);
        assertThat(answer.status()).as(what + ": " + answer.body()).isIn(row.statuses());
        answer.isProblem(answer.status());
        row.named()
                .ifPresent(place -> assertThat(answer.json().path("errors"))
                        .extracting(error -> error.path("pointer").asText())
                        .as(what + ": " + answer.body())
                        .contains(place.apply(way.target())));
        assertThat(answer.body()).as(what).contains(row.told());
        assertThat(heard.answered()).as(what).isLessThan(PROMPTLY);
        assertThat(heard.answers()).as(what).isOne();
        assertThat(heard.closed()).as(what).isTrue();
        if (answer.status() == 405) {
            assertThat(answer.header("Allow")).as(what).isNotEmpty();
        }
    }

    /** The request as the row has it, with what every request needs; the last one asked of its connection. */
    private static byte[] bytes(Way way, Written written) {
        String head = written.line() + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + way.credential() + "\r\n"
                + written.headers() + (written.keepsOpen() ? "" : "Connection: close\r\n") + "\r\n";
        byte[] first = head.getBytes(ISO_8859_1);
        byte[] whole = Arrays.copyOf(first, first.length + written.body().length);
        System.arraycopy(written.body(), 0, whole, first.length, written.body().length);
        return whole;
    }
}
