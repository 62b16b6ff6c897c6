package dev.keizoku.e2e.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Speaks HTTP to the suite as any caller would. */
public final class Api {

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration IMPORT = Duration.ofMinutes(4);

    private final HttpClient client;
    private final String base;
    private final String key;

    Api(HttpClient client, String base, String key) {
        this.client = client;
        this.base = base;
        this.key = key;
    }

    /** A segment of a path, or a value of a query, in the form it has in a URL. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Answer get(String path) {
        return exchange(request(path).GET());
    }

    public Answer delete(String path) {
        return exchange(request(path).DELETE());
    }

    public Answer post(String path, Object body) {
        return send("POST", path, "application/json", json(body));
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, "application/json", json(body));
    }

    public Answer send(String method, String path, String mediaType, String body) {
        return exchange(request(path)
                .header("Content-Type", mediaType)
                .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    /** Any request, for those that are wrong on purpose. */
    public Answer request(String path, Consumer<HttpRequest.Builder> change) {
        HttpRequest.Builder request = request(path);
        change.accept(request);
        return exchange(request);
    }

    /** Every row of a list, page by page. */
    public List<JsonNode> all(String path) {
        List<JsonNode> rows = new ArrayList<>();
        String cursor = "";
        while (true) {
            String separator = path.contains("?") ? "&" : "?";
            JsonNode page = get(cursor.isEmpty() ? path : path + separator + "cursor=" + encoded(cursor))
                    .ok();
            page.path("data").forEach(rows::add);
            if (!page.path("has_more").asBoolean()) {
                return rows;
            }
            cursor = page.path("next_cursor").asText();
        }
    }

    /** Imports a file and waits until it is worked through. */
    public JsonNode importFile(String kind, Path mapping, Path file, String options) {
        Answer taken = startImport(kind, mapping, file, options);
        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        return awaitImport(taken.json().path("id").asText());
    }

    /** Waits until an import is worked through, whatever happens to the service meanwhile. */
    public JsonNode awaitImport(String id) {
        JsonNode ended = Wait.passes(IMPORT, () -> {
            JsonNode state = get("/v1/imports/" + id).ok();
            assertThat(state.path("status").asText()).as(state.toString()).isIn("done", "failed");
            return state;
        });
        assertThat(ended.path("status").asText()).as("%s", ended).isEqualTo("done");
        return ended;
    }

    public Answer startImport(String kind, Path mapping, Path file, String options) {
        String boundary = "keizoku-" + UUID.randomUUID();
        String type = file.toString().endsWith(".ndjson") ? "application/x-ndjson" : "text/csv";
        try {
            BodyPublisher body = BodyPublishers.concat(
                    part(boundary, "mapping", "mapping.json", "application/json"),
                    BodyPublishers.ofFile(mapping),
                    BodyPublishers.ofString("\r\n"),
                    part(boundary, "file", "rows", type),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
            return exchange(request("/v1/imports?kind=" + kind + options)
                    .timeout(Duration.ofMinutes(2))
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(body));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static BodyPublisher part(String boundary, String name, String fileName, String type) {
        return BodyPublishers.ofString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name
                + "\"; filename=\"" + fileName + "\"\r\nContent-Type: " + type + "\r\n\r\n");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER);
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private Answer exchange(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            String line = request.method() + " " + request.uri().getRawPath()
                    + (request.uri().getRawQuery() == null
                            ? ""
                            : "?" + request.uri().getRawQuery());
            return new Answer(line, response.statusCode(), response.headers(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private static String json(Object body) {
        try {
            return body instanceof String text ? text : Answer.JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
