package dev.keizoku.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keizoku.launcher.terminal.Arguments;
import dev.keizoku.launcher.terminal.Console;
import dev.keizoku.launcher.terminal.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ConcurrentLinkedDeque<String> states = new ConcurrentLinkedDeque<>();
    private HttpServer server;
    private String received = "";
    private int answer = 202;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/imports", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                received = exchange.getRequestURI() + "\n"
                        + exchange.getRequestHeaders().getFirst("Authorization") + "\n"
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                send(exchange, answer, "{\"id\":\"imp_s_1\",\"status\":\"queued\"}");
            } else if (exchange.getRequestURI().getPath().endsWith("/rejections")) {
                send(exchange, 200, """
                        {"data":[{"line":3,"field":"/amount","code":"invalid","detail":"has to be a number"}]}""");
            } else {
                send(exchange, 200, states.size() > 1 ? states.pop() : states.getFirst());
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsMappingThenFileAndFollowsToTheEnd() throws Exception {
        states.add(state("running", 10, 0));
        states.add(state("done", 20, 1));

        assertThat(run()).isZero();
        assertThat(received)
                .startsWith("/v1/imports?kind=subscription_period&history=true\nBearer kz_test\n")
                .containsSubsequence(
                        "name=\"mapping\"", "application/json", "{}", "name=\"file\"", "text/csv", "id,amount");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("20 rows read, 19 accepted, 0 unchanged, 1 rejected")
                .contains("line 3: /amount has to be a number");
    }

    @Test
    void endsWithOneWhenTheImportFailed() throws Exception {
        states.add(state("failed", 5, 0));

        assertThat(run()).isEqualTo(1);
    }

    @Test
    void showsTheAnswerWhenItIsRefused() {
        answer = 403;

        assertThatThrownBy(this::run).isInstanceOf(Refusal.class).hasMessageContaining("403");
    }

    @Test
    void knowsNdjsonByItsName() {
        assertThat(Import.fileType(Path.of("a/B.NDJSON"))).isEqualTo("application/x-ndjson");
        assertThat(Import.fileType(Path.of("a/b.csv"))).isEqualTo("text/csv");
    }

    private int run() throws IOException, InterruptedException {
        Path rows = Files.writeString(directory.resolve("rows.csv"), "id,amount\n1,2\n");
        Path mapping = Files.writeString(directory.resolve("mapping.json"), "{}");
        var arguments = new Arguments(
                Map.of("mapping", mapping.toString(), "kind", "subscription_period", "key", "kz_test"),
                Set.of("history"),
                List.of(rows.toString()));
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Import.from(arguments, url, new Console(new PrintStream(said, true, StandardCharsets.UTF_8)))
                .run();
    }

    private static String state(String status, int read, int rejected) {
        return """
                {"id":"imp_s_1","status":"%s","rows_read":%d,"rows_accepted":%d,"rows_unchanged":0,"rows_rejected":%d}""".formatted(status, read, read - rejected, rejected);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
