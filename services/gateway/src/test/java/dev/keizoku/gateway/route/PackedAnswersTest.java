package dev.keizoku.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Answers come packed for whoever takes that, once, and plain for the others. */
@QuarkusTest
@WithGateway
class PackedAnswersTest {

    private static final String CATALOGUE = "{\"data\": [" + "{\"metric\": \"mrr\"}, ".repeat(200) + "null]}";

    private static HttpResponse<byte[]> get(String key, String path, boolean packed)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + key);
        if (packed) {
            request.header("Accept-Encoding", "gzip");
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    private static String unpacked(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.headers().map())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .containsEntry("content-encoding", List.of("gzip"));
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String plain(HttpResponse<byte[]> answer) {
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void anAnswerOfTheGatewaysOwn() throws IOException, InterruptedException {
        String key = Door.newTenant().key();
        assertThat(unpacked(get(key, "/v1/api-keys", true))).contains("first key");
        assertThat(plain(get(key, "/v1/api-keys", false))).contains("first key");
    }

    @Test
    void anAnswerOfAServiceGoesOnAsItWasPacked() throws IOException, InterruptedException {
        String key = Door.newTenant().key();
        try (StubService metrics = StubService.start(Upstream.METRICS).playing(exchange -> {
            String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
            boolean packed = accepted != null && accepted.contains("gzip");
            byte[] body = packed ? packed(CATALOGUE) : CATALOGUE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (packed) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        })) {
            assertThat(metrics).isNotNull();
            HttpResponse<byte[]> packed = get(key, "/v1/metrics", true);
            assertThat(unpacked(packed)).isEqualTo(CATALOGUE);
            assertThat(packed.body().length).isLessThan(CATALOGUE.length() / 10);
            assertThat(plain(get(key, "/v1/metrics", false))).isEqualTo(CATALOGUE);
        }
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
