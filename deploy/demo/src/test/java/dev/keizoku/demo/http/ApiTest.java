package dev.keizoku.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {

    private final List<byte[]> bodies = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void showsEveryFieldOfAProblem() {
        answer("/v1/plans/x", 400, """
                {"type":"/problems/invalid_request","title":"Not acceptable","status":400,"detail":"Two fields are wrong.",
                 "errors":[{"pointer":"/name","code":"required","detail":"A plan has a name."}],"request_id":"r-1"}""");
        assertThatExceptionOfType(ApiFailure.class)
                .isThrownBy(() -> api().get("/v1/plans/x"))
                .withMessageContaining("GET http://127.0.0.1")
                .withMessageContaining("answered 400: Not acceptable. Two fields are wrong.")
                .withMessageContaining("/name required: A plan has a name.")
                .withMessageContaining("request r-1")
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(400));
    }

    @Test
    void showsWhatIsNoProblemDocumentAsItCame() {
        answer("/v1/tenant", 502, "Bad gateway");
        assertThatExceptionOfType(ApiFailure.class)
                .isThrownBy(() -> api().get("/v1/tenant"))
                .withMessageEndingWith("answered 502: Bad gateway");
    }

    @Test
    void saysHowToStartTheSuiteWhenNobodyAnswers() {
        int port = server.getAddress().getPort();
        server.stop(0);
        var api = Api.at(URI.create("http://127.0.0.1:" + port), "k");
        assertThatExceptionOfType(ApiFailure.class)
                .isThrownBy(() -> api.get("/v1/tenant"))
                .withMessageContaining("./keizoku up");
    }

    @Test
    void compressesWhatItIsAskedTo() throws IOException {
        answer("/v1/events", 200, "{\"accepted\":1}");
        assertThat(api().postGzipped("/v1/events", "application/json", "[1]".getBytes(UTF_8))
                        .path("accepted")
                        .asInt())
                .isOne();
        var sent = new GZIPInputStream(new ByteArrayInputStream(bodies.getFirst())).readAllBytes();
        assertThat(new String(sent, UTF_8)).isEqualTo("[1]");
    }

    @Test
    void uploadsAMappingAndAFile() {
        answer("/v1/imports", 202, "{\"id\":\"imp_s_1\"}");
        api().upload("/v1/imports", new Upload("a.csv", "text/csv", "id\n1\n".getBytes(UTF_8), "{}"));
        assertThat(new String(bodies.getFirst(), UTF_8))
                .contains("name=\"mapping\"\r\nContent-Type: application/json\r\n\r\n{}\r\n")
                .contains("name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\nid\n1\n\r\n")
                .endsWith("--\r\n");
    }

    @Test
    void printsTheLineThatAsksTheSame() {
        assertThat(Api.at(URI.create("http://h:1/"), "kz_k").curl("/v1/metrics/mrr?from=2026-01-01"))
                .isEqualTo("curl -s -H 'Authorization: Bearer kz_k' 'http://h:1/v1/metrics/mrr?from=2026-01-01'");
    }

    private Api api() {
        return Api.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "kz_test");
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> respond(exchange, status, body));
    }

    private void respond(HttpExchange exchange, int status, String body) throws IOException {
        bodies.add(exchange.getRequestBody().readAllBytes());
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
