package dev.keizoku.kernel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedConnectionsTest {

    private static final int LARGE = 100_000;
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: x\r\n\r\n";

    private static Vertx vertx;
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        VertxBuilder builder = new VertxBuilder(new VertxOptions()).init();
        vertx = builder.vertx();
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setHttp2ClearTextEnabled(false)
                        .setCompressionSupported(true)
                        .setIdleTimeout(2))
                .requestHandler(WatchedConnectionsTest::answer)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private static void answer(HttpServerRequest request) {
        if (request.path().equals("/large")) {
            request.pause();
            request.response()
                    .setStatusCode(413)
                    .putHeader("Connection", "close")
                    .end("no")
                    .onComplete(told -> request.connection().close());
        } else {
            request.body().onSuccess(body -> request.response().end("got " + body.length() + " of " + request.path()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 3",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
                "Transfer-Encoding:\u000bchunked",
                "Content-Length: 3\r\nContent-Length: 3",
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: +3",
                "Content-Length : 3",
                "X-Folded: a\r\n b",
                "X-Folded: a\r\n\tb",
                "No colon"
            })
    void refusesWhatCanBeReadInTwoWaysAndReadsNothingAfterIt(String headers) {
        String heard = say("POST /first HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n0\r\n\r\n" + NEXT);
        assertThat(heard)
                .startsWith("HTTP/1.")
                .contains(" 400 ", "application/problem+json", "/problems/invalid_request")
                .containsOnlyOnce("HTTP/1.")
                .doesNotContain("got ");
    }

    @Test
    void refusesACodingOfAnOlderProtocol() {
        assertThat(say("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
                .contains(" 400 Bad Request");
    }

    @Test
    void readsOrdinaryRequestsOneAfterTheOther() {
        String heard = say("\r\nPOST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n\n b c"
                + "POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\n\r\n\r\n0\r\n\r\n" + NEXT);
        assertThat(heard).contains("got 5 of /a", "got 2 of /b", "got 0 of /next");
    }

    @Test
    void answersWhatCameBeforeWhatItRefuses() {
        String heard = say(NEXT + "POST / HTTP/1.1\r\nTransfer-Encoding: x\r\n\r\n");
        assertThat(heard).contains("got 0 of /next");
        assertThat(heard.indexOf("HTTP/1.1 400 ")).isGreaterThan(heard.indexOf("got 0 of /next"));
    }

    @Test
    void saysThatATargetOrItsHeadersAreTooLong() {
        assertThat(say("GET /" + "a".repeat(LARGE) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ", "/problems/uri_too_long");
        assertThat(say("GET / HTTP/1.1\r\nX-Large: " + "a".repeat(LARGE) + "\r\n\r\n"))
                .contains(" 431 ", "/problems/headers_too_large");
    }

    @Test
    void letsWhoeverIsStillSendingHearTheAnswer() {
        String body = "a".repeat(20 * LARGE);
        assertThat(say("POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body))
                .startsWith("HTTP/1.1 413 ")
                .endsWith("no");
    }

    /** Never idle: a piece comes ten times in the time-out. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "X-A: b\r\n"})
    void endsAConnectionWhoseHeadDoesNotCome(String piece) throws IOException, InterruptedException {
        try (Socket socket = open()) {
            OutputStream out = socket.getOutputStream();
            out.write("GET / HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            Thread drip = Thread.startVirtualThread(() -> {
                try {
                    while (true) {
                        out.write(piece.getBytes(StandardCharsets.US_ASCII));
                        TimeUnit.MILLISECONDS.sleep(200);
                    }
                } catch (IOException | InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(read(socket)).isEmpty();
            drip.interrupt();
            drip.join();
        }
    }

    private static Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** Everything that comes back until the other side ends the connection. */
    private static String say(String text) {
        try (Socket socket = open()) {
            Thread.startVirtualThread(() -> {
                try {
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    // The answer says why.
                }
            });
            return read(socket);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String read(Socket socket) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            heard.write(c);
        }
        return heard.toString(StandardCharsets.UTF_8);
    }
}
