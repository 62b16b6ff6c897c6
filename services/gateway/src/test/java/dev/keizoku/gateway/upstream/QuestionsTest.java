package dev.keizoku.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Reply.Away;
import dev.keizoku.gateway.upstream.Reply.Refused;
import dev.keizoku.gateway.upstream.Reply.Success;
import dev.keizoku.kernel.TenantId;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class QuestionsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Asking SOMEBODY =
            new Asking(new TenantId("asks"), "somebody", Set.of("usage:read", "health:read"), "request-7");

    @Inject
    Questions questions;

    private StubService usage;

    @BeforeEach
    void start() {
        usage = StubService.start(Upstream.USAGE);
    }

    @AfterEach
    void stop() {
        usage.close();
    }

    private Reply ask(Question question) {
        return questions.ask(question, SOMEBODY, LONG).reply();
    }

    private Reply read() {
        return ask(Question.get(Upstream.USAGE, "/v1/things"));
    }

    @Test
    void sendsWhatIsAskedInTheNameOfWhoAsks() {
        usage.answering(200, "{}");
        ask(Question.post(Upstream.USAGE, "/v1/things?x=1", Map.of("a_b", 1)).with("Accept-Language", "ja"));
        StubService.Seen seen = usage.last();
        assertThat(seen.method() + " " + seen.uri() + " " + seen.body()).isEqualTo("POST /v1/things?x=1 {\"a_b\":1}");
        assertThat(seen.header("Content-Type")).isEqualTo("application/json");
        assertThat(seen.header("Accept-Language")).isEqualTo("ja");
        assertThat(seen.header("X-Request-Id")).isEqualTo("request-7");
        assertThat(usage.scopes()).containsExactlyInAnyOrder("usage:read", "health:read");
    }

    @Test
    void aSuccessHasABodyOrNone() {
        usage.answering(202, "{\"a\": 1}");
        assertThat(read()).isInstanceOfSatisfying(Success.class, done -> {
            assertThat(done.status()).isEqualTo(202);
            assertThat(done.body().path("a").asInt()).isEqualTo(1);
        });
        usage.answering(204, "");
        assertThat(read())
                .isInstanceOfSatisfying(
                        Success.class,
                        done -> assertThat(done.body().isMissingNode()).isTrue());
    }

    @Test
    void aRefusalSaysWhy() {
        usage.answering(404, "{\"detail\": \"No such thing.\"}");
        assertThat(read()).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.isNotThere()).isTrue();
            assertThat(refused.problem().path("detail").asText()).isEqualTo("No such thing.");
        });
        usage.answering(409, "{}");
        assertThat(read())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.isNotThere()).isFalse());
    }

    @Test
    void whoSaysTryAgainOrWhatCannotBeReadIsAway() {
        for (int status : new int[] {302, 429, 500, 503}) {
            usage.answering(status, "{}");
            assertThat(read()).isEqualTo(new Away(false, "answered " + status));
        }
        usage.answering(200, "<html>");
        assertThat(read()).isEqualTo(new Away(false, "answered what cannot be read"));
    }

    @Test
    void isNotWaitedForLongerThanWasSaid() {
        CountDownLatch asked = new CountDownLatch(1);
        usage.playing(exchange -> {
            try {
                asked.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
        Question question = Question.get(Upstream.USAGE, "/v1/things");
        assertThat(questions.ask(question, SOMEBODY, Duration.ofMillis(100)).reply())
                .isEqualTo(new Away(true, "did not answer in time"));
        asked.countDown();
    }

    @Test
    void whoIsNotThereIsAway() {
        usage.close();
        assertThat(read())
                .isInstanceOfSatisfying(
                        Away.class, away -> assertThat(away.late()).isFalse());
    }

    @Test
    void aBodyThatIsNotWhatIsExpectedIsNone() {
        record Thing(int size) {}
        usage.answering(200, "{\"size\": 3}");
        assertThat(questions.get(Upstream.USAGE, "/v1/things", SOMEBODY).body(Thing.class))
                .contains(new Thing(3));
        usage.answering(200, "{\"size\": \"large\"}");
        assertThat(questions.get(Upstream.USAGE, "/v1/things", SOMEBODY).body(Thing.class))
                .isEmpty();
        usage.answering(404, "{}");
        assertThat(questions.get(Upstream.USAGE, "/v1/things", SOMEBODY).body(Thing.class))
                .isEmpty();
    }
}
