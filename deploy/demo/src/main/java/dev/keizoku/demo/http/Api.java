package dev.keizoku.demo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The public API behind one address with one key. */
public final class Api {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_TRIES = 20;

    private final URI base;
    private final String key;
    private final HttpClient client;
    private final ObjectMapper json;

    private Api(URI base, String key, HttpClient client, ObjectMapper json) {
        this.base = base;
        this.key = key;
        this.client = client;
        this.json = json;
    }

    public static Api at(URI base, String key) {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
        return new Api(base, key, client, new ObjectMapper());
    }

    public Api withKey(String otherKey) {
        return new Api(base, otherKey, client, json);
    }

    /** The line that asks the same in a shell; a range such as {@code c-[001-100]} is curl's to fill in. */
    public String curl(String path) {
        return "curl -s -H 'Authorization: Bearer %s' '%s://%s%s'"
                .formatted(key, base.getScheme(), base.getAuthority(), path);
    }

    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    public JsonNode put(String path, JsonNode body) {
        return send(withJson(path, "application/json").PUT(text(body)));
    }

    public JsonNode post(String path, JsonNode body) {
        return send(withJson(path, "application/json").POST(text(body)));
    }

    public JsonNode upload(String path, Upload upload) {
        return send(withJson(path, Multipart.CONTENT_TYPE).POST(BodyPublishers.ofByteArray(Multipart.of(upload))));
    }

    /** Posts bytes compressed. */
    public JsonNode postGzipped(String path, String contentType, byte[] body) {
        return send(withJson(path, contentType)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(body))));
    }

    private HttpRequest.BodyPublisher text(JsonNode body) {
        return BodyPublishers.ofString(body.toString(), UTF_8);
    }

    private HttpRequest.Builder withJson(String path, String contentType) {
        return request(path).header("Content-Type", contentType);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(REQUEST_TIMEOUT)
                .header("Authorization", "Bearer " + key)
                .header("Accept", "application/json");
    }

    private JsonNode send(HttpRequest.Builder builder) {
        var request = builder.build();
        var words = request.method() + " " + request.uri();
        for (int attempt = 1; ; attempt++) {
            var response = exchange(request, words);
            if (isBusy(response) && attempt < MOST_TRIES) {
                pause(retryAfter(response));
                continue;
            }
            if (response.statusCode() / 100 != 2) {
                throw new ApiFailure(
                        response.statusCode(), ProblemText.of(json, words, response.statusCode(), response.body()));
            }
            return parse(response.body(), words);
        }
    }

    private HttpResponse<String> exchange(HttpRequest request, String words) {
        try {
            return client.send(request, BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new ApiFailure(
                    0, "%s got no answer (%s). Is the suite up? Start it with ./keizoku up.".formatted(words, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiFailure(0, words + " was interrupted.");
        }
    }

    private JsonNode parse(String body, String words) {
        try {
            return body.isBlank() ? json.missingNode() : json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ApiFailure(0, words + " answered something that is not JSON.");
        }
    }

    private static boolean isBusy(HttpResponse<?> response) {
        return response.statusCode() == 429 || response.statusCode() == 503;
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        var seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
        return Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_WAIT.toSeconds()));
    }

    /** Waits; polling is all a client can do until there are webhooks. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiFailure(0, "The demo was interrupted.");
        }
    }

    private static byte[] gzip(byte[] body) {
        var compressed = new ByteArrayOutputStream(body.length / 6);
        try (var gzip = new FastGzip(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 16_384);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
