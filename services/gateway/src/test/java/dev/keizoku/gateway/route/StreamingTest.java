package dev.keizoku.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.GatewayUnderTest;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.BadInput;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class StreamingTest {

    @Test
    void handsOnWhatHasArrivedBeforeTheBodyEnds() throws Exception {
        String key = Door.newTenant().key();
        CompletableFuture<String> firstPiece = new CompletableFuture<>();
        try (StubService usage = StubService.start(Upstream.USAGE).playing(exchange -> {
                    InputStream body = exchange.getRequestBody();
                    // Byte by byte: readNBytes would wait for the next chunk even when it has enough.
                    StringBuilder piece = new StringBuilder();
                    while (piece.length() < 5) {
                        piece.append((char) body.read());
                    }
                    firstPiece.complete(piece.toString());
                    StubService.answer(
                            exchange, 200, "text/plain", new String(body.readAllBytes(), StandardCharsets.UTF_8));
                });
                Socket socket = Door.open()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("POST", "/v1/events", key, "Transfer-Encoding: chunked"));
            out.write(ascii("5\r\nfirst\r\n"));
            out.flush();
            assertThat(firstPiece.get(5, TimeUnit.SECONDS)).isEqualTo("first");
            out.write(ascii("6\r\nsecond\r\n0\r\n\r\n"));
            out.flush();
            assertThat(Door.head(socket)).startsWith("HTTP/1.1 200 ");
            assertThat(new String(socket.getInputStream().readNBytes(6), StandardCharsets.UTF_8))
                    .isEqualTo("second");
            assertThat(usage).isNotNull();
        }
    }

    @Test
    void handsBackWhatHasArrivedBeforeTheAnswerEnds() throws Exception {
        String key = Door.newTenant().key();
        CompletableFuture<Void> seen = new CompletableFuture<>();
        try (StubService usage = StubService.start(Upstream.USAGE).playing(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(ascii("first"));
                    exchange.getResponseBody().flush();
                    seen.orTimeout(5, TimeUnit.SECONDS).join();
                    exchange.getResponseBody().write(ascii("second"));
                });
                Socket socket = Door.open()) {
            socket.getOutputStream().write(head("GET", "/v1/usage", key, "Connection: close"));
            assertThat(Door.head(socket)).contains("200 OK", "chunked");
            assertThat(new String(socket.getInputStream().readNBytes(8), StandardCharsets.UTF_8))
                    .isEqualTo("5\r\nfirst");
            seen.complete(null);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("second");
            assertThat(usage).isNotNull();
        }
    }

    @Test
    void carriesMoreThanItCouldHold() throws Exception {
        String key = Door.newTenant().key();
        long size = 200L << 20;
        AtomicLong received = new AtomicLong();
        try (StubService usage = StubService.start(Upstream.USAGE).playing(exchange -> {
                    byte[] buffer = new byte[1 << 16];
                    InputStream body = exchange.getRequestBody();
                    for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                        received.addAndGet(count);
                    }
                    StubService.answer(exchange, 202, "application/json", "{}");
                });
                Socket socket = Door.open()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("POST", "/v1/imports?kind=event", key, "Content-Length: " + size, "Expect: 100-continue"));
            assertThat(Door.head(socket)).startsWith("HTTP/1.1 100 ");
            byte[] piece = new byte[1 << 20];
            for (long sent = 0; sent < size; sent += piece.length) {
                out.write(piece);
            }
            assertThat(Door.head(socket)).startsWith("HTTP/1.1 202 ");
            assertThat(received).hasValue(size);
            assertThat(usage).isNotNull();
        }
    }

    @Test
    void givesUpOnABodyThatDoesNotArrive() throws Exception {
        String key = Door.newTenant().key();
        try (StubService usage = StubService.start(Upstream.USAGE)
                        .playing(exchange -> exchange.getRequestBody().readAllBytes());
                Socket socket = Door.open()) {
            socket.getOutputStream().write(head("POST", "/v1/events", key, "Content-Length: 10"));
            assertThat(Door.head(socket)).startsWith("HTTP/1.1 408 ");
            assertThat(usage).isNotNull();
        }
    }

    @Test
    void givesUpOnABodyThatStaysHereAndDoesNotArrive() throws Exception {
        String key = Door.newTenant().key();
        try (Socket socket = Door.open()) {
            socket.getOutputStream().write(head("POST", "/v1/api-keys", key, "Content-Length: 10"));
            assertThat(Door.head(socket)).startsWith("HTTP/1.1 408 ");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("/problems/request_timeout");
        }
    }

    @Test
    void sendsASmallBodyOnWhenItIsWhole() throws Exception {
        String key = Door.newTenant().key();
        AtomicInteger begun = new AtomicInteger();
        try (StubService usage = StubService.start(Upstream.USAGE).playing(exchange -> {
                    begun.incrementAndGet();
                    StubService.answer(
                            exchange,
                            200,
                            "text/plain",
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                });
                Socket slow = Door.open();
                Socket quick = Door.open()) {
            slow.getOutputStream().write(head("POST", "/v1/events", key, "Content-Length: 10"));
            slow.getOutputStream().write(ascii("first"));
            quick.getOutputStream().write(head("POST", "/v1/events", key, "Content-Length: 2"));
            quick.getOutputStream().write(ascii("{}"));
            assertThat(Door.head(quick)).startsWith("HTTP/1.1 200 ");
            assertThat(begun).hasValue(1);
            slow.getOutputStream().write(ascii("whole"));
            assertThat(Door.head(slow)).startsWith("HTTP/1.1 200 ");
            assertThat(new String(slow.getInputStream().readNBytes(10), StandardCharsets.UTF_8))
                    .isEqualTo("firstwhole");
            assertThat(usage).isNotNull();
        }
    }

    @Test
    void turnsAwayWhatThereIsNoConnectionForAndKeepsTheReadsTheirs() throws Exception {
        String key = Door.newTenant().key();
        CountDownLatch underway = new CountDownLatch(GatewayUnderTest.CONNECTIONS);
        List<Socket> slow = new ArrayList<>();
        try (StubService usage = StubService.start(Upstream.USAGE).playing(exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                underway.countDown();
            }
            exchange.getRequestBody().readAllBytes();
            StubService.answer(exchange, 200, "application/json", "{}");
        })) {
            for (int i = 0; i < GatewayUnderTest.CONNECTIONS; i++) {
                Socket socket = Door.open();
                slow.add(socket);
                // Of a body that may be long nobody knows how small it will be, so its sender holds a connection.
                socket.getOutputStream()
                        .write(ascii("POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                                + "\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ntype\r\n"));
            }
            assertThat(underway.await(5, TimeUnit.SECONDS)).isTrue();
            List<CompletableFuture<Response>> others = IntStream.range(0, 2 * GatewayUnderTest.WAITING)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> Door.proxied(key)
                            .contentType("application/json")
                            .body("{}")
                            .post("/v1/events")))
                    .toList();
            for (CompletableFuture<Response> other : others) {
                Response refused = other.get(5, TimeUnit.SECONDS);
                BadInput.isProblem(refused, 503, "unavailable");
                assertThat(refused.header("Retry-After")).isEqualTo("1");
                assertThat(refused.jsonPath().getString("detail")).contains("More is asked");
            }
            assertThat(Door.proxied(key).get("/v1/usage").statusCode()).isEqualTo(200);
            assertThat(usage).isNotNull();
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void triesAReadAgainOnceWhenTheConnectionHadGoneStale() throws Exception {
        String key = Door.newTenant().key();
        try (Fickle service = new Fickle()) {
            assertThat(Door.proxied(key).get("/v1/health-scores").statusCode()).isEqualTo(200);
            assertThat(Door.proxied(key).get("/v1/health-scores").statusCode()).isEqualTo(200);
            assertThat(service.requests).hasValue(3);
            assertThat(write(key).statusCode()).isEqualTo(200);
            assertThat(write(key).statusCode()).isEqualTo(503);
            assertThat(service.requests).hasValue(5);
        }
    }

    private static Response write(String key) {
        return Door.proxied(key).contentType("application/json").body("{}").post("/v1/touchpoints");
    }

    /** Hangs up on the second and on the fifth request; what the gateway asks of itself meanwhile does not count. */
    private static final class Fickle implements AutoCloseable {

        private static final Set<Integer> HUNG_UP_ON = Set.of(2, 5);

        private final ServerSocket server = new ServerSocket(
                StubService.location(Upstream.HEALTH).getPort(), 50, InetAddress.getByName("127.0.0.1"));
        private final AtomicInteger requests = new AtomicInteger();

        Fickle() throws IOException {
            Thread.startVirtualThread(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        Thread.startVirtualThread(() -> serve(socket));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        private void serve(Socket socket) {
            try (socket) {
                for (String head = Door.head(socket); !head.isEmpty(); head = Door.head(socket)) {
                    boolean counts = head.contains(" /v1/health-scores") || head.contains(" /v1/touchpoints");
                    if (counts && HUNG_UP_ON.contains(requests.incrementAndGet())) {
                        return;
                    }
                    String close = counts ? "" : "Connection: close\r\n";
                    socket.getOutputStream()
                            .write(ascii("HTTP/1.1 200 OK\r\n" + close + "Content-Length: 2\r\n\r\n{}"));
                    if (!counts) {
                        return;
                    }
                }
            } catch (IOException gone) {
                // The gateway hung up first.
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static byte[] head(String method, String uri, String key, String... headers) {
        return ascii(method + " " + uri + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
