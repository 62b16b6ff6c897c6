package dev.keizoku.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever looks for an attack finds in the log who was refused what. */
@QuarkusTest
@WithGateway
class RefusalsTest {

    private static final AtomicInteger TESTS = new AtomicInteger();

    @Inject
    MeterRegistry meters;

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Handler listening = new Handler() {
        private final Formatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            logged.add(formatter.formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Door.Tenant tenant = new Door.Tenant("", "");

    @BeforeEach
    void listen() {
        tenant = Door.newTenant();
        // A minute of its own, whatever other tests were refused.
        MutableClock.advance(Duration.ofMinutes(10L * TESTS.incrementAndGet()));
        Logger.getLogger("").addHandler(listening);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(listening);
        MutableClock.reset();
    }

    private List<String> lines() {
        return logged.stream()
                .filter(line -> line.startsWith("refused 4") && !line.contains(" more "))
                .toList();
    }

    private double counted(String status) {
        return meters.counter("keizoku.gateway.refused", "status", status).count();
    }

    @Test
    void aCredentialThatIsNoGoodIsToldByItsIdAndNeverWhole() {
        double before = counted("401");
        String wrong = "kz_abcdefgh_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
        Response refused = Door.proxied(wrong).header("X-Request-Id", "r-401").get("/v1/accounts/jane/health");
        Api.anonymous().header("X-Request-Id", "r-none").get("/v1/api-keys");
        Door.proxied("not-a-key-at-all").header("X-Request-Id", "r-what").get("/v1/nothing/of/ours");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(lines())
                .containsExactly(
                        "refused 401: GET /v1/accounts/{account_id}/health by kz_abcdefgh from 127.0.0.1, request r-401",
                        "refused 401: GET /v1/api-keys by nobody from 127.0.0.1, request r-none",
                        "refused 401: no operation of ours by an unknown credential from 127.0.0.1, request r-what");
        assertThat(logged).noneMatch(line -> line.contains(wrong.substring(12)) || line.contains("not-a-key-at-all"));
        assertThat(counted("401")).isEqualTo(before + 3);
    }

    @Test
    void whatAKeyMayNotDoIsToldWhoeverRefusesIt() {
        String reader = Door.keyWith(tenant, "usage:read");
        double before = counted("403");
        Door.with(reader).header("X-Request-Id", "r-here").get("/v1/api-keys");
        Door.with(tenant.key()).header("X-Request-Id", "r-operator").get("/v1/tenants/x/limits");
        try (StubService health = StubService.start(Upstream.HEALTH)) {
            health.answering(403, "{}");
            Door.proxied(reader).header("X-Request-Id", "r-there").get("/v1/plays");
        }
        String id = reader.substring(0, 11);
        assertThat(lines())
                .containsExactly(
                        "refused 403: GET /v1/api-keys by " + id + " from 127.0.0.1, request r-here",
                        "refused 403: GET /v1/tenants/{tenant}/limits by "
                                + tenant.key().substring(0, 11) + " from 127.0.0.1, request r-operator",
                        "refused 403: GET /v1/plays by " + id + " from 127.0.0.1, request r-there");
        assertThat(counted("403")).isEqualTo(before + 3);
    }

    @Test
    void whoeverAsksWithoutEndIsCountedAndNotTold() {
        double before = counted("401");
        for (int i = 0; i < 50; i++) {
            Api.anonymous().get("/v1/api-keys");
        }
        assertThat(lines()).hasSize(20);
        MutableClock.advance(Duration.ofMinutes(1));
        Api.anonymous().get("/v1/api-keys");
        assertThat(lines()).hasSize(21);
        assertThat(logged).contains("refused 30 more within a minute, 50 of it all from 127.0.0.1");
        assertThat(counted("401")).isEqualTo(before + 51);
    }
}
