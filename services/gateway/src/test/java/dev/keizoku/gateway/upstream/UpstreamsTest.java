package dev.keizoku.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamsTest {

    private final Vertx vertx = Vertx.vertx();
    private HttpServer first;
    private HttpServer second;

    @BeforeEach
    void startTwoProcesses() throws IOException {
        first = process("first");
        second = process("second");
    }

    @AfterEach
    void stop() throws Exception {
        first.stop(0);
        second.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private static HttpServer process(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = name.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void asksOneProcessAfterTheOther() throws Exception {
        Upstreams upstreams = toBoth();
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
            assertThat(List.of(ask(upstreams, method), ask(upstreams, method)))
                    .containsExactlyInAnyOrder("first", "second");
        }
    }

    @Test
    void asksTheNextWhenOneRefuses() throws Exception {
        Upstreams upstreams = toBoth();
        first.stop(0);
        for (int i = 0; i < 10; i++) {
            assertThat(ask(upstreams, HttpMethod.POST)).isEqualTo("second");
            assertThat(ask(upstreams, HttpMethod.GET)).isEqualTo("second");
        }
    }

    private Upstreams toBoth() {
        Map<String, String> settings = new HashMap<>();
        for (Upstream upstream : Upstream.values()) {
            settings.put(
                    "keizoku." + upstream.contract() + ".url",
                    "http://127.0.0.1:" + first.getAddress().getPort() + ",http://127.0.0.1:"
                            + second.getAddress().getPort());
        }
        return new Upstreams(
                vertx,
                new InNoHurry(),
                new SmallRyeConfigBuilder().withDefaultValues(settings).build());
    }

    private record InNoHurry() implements GatewayConfig {

        @Override
        public Duration deadline() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration longDeadline() {
            return deadline();
        }

        @Override
        public Duration bodyDeadline() {
            return deadline();
        }

        @Override
        public Duration longBodyDeadline() {
            return deadline();
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public int connections() {
            return 4;
        }

        @Override
        public MemorySize heldBodies() {
            return new MemorySize(BigInteger.TEN);
        }

        @Override
        public int waiting() {
            return 4;
        }
    }

    private static String ask(Upstreams upstreams, HttpMethod method) throws Exception {
        return upstreams
                .open(Upstream.USAGE, method, "/")
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body)
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES)
                .toString();
    }
}
