package dev.keizoku.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;

/** The bodies no JSON operation may take, and the problem document each must get; the process stays up. */
public final class BadInput {

    private BadInput() {}

    /** Sends every bad body; {@code send} gives the prepared request to the operation's method and path. */
    public static void check(
            Supplier<RequestSpecification> request, BiFunction<RequestSpecification, Object, Response> send) {
        SoftAssertions softly = new SoftAssertions();
        bodies().forEach((name, body) -> {
            Response answer = send.apply(request.get().contentType("application/json"), body);
            softly.assertThat(answer.statusCode()).as(name).isIn(400, 413, 415, 422);
            softly.assertThat(answer.contentType()).as(name).startsWith("application/problem+json");
            softly.assertThat(answer.header("X-Request-Id")).as(name).isNotBlank();
            softly.assertThat(answer.asString()).as(name).doesNotContain("Exception", "java.", "dev.keizoku", "SQL");
        });
        Response untyped = send.apply(request.get().contentType("text/plain"), "{}");
        softly.assertThat(untyped.statusCode()).as("another media type").isEqualTo(415);
        Response brotli =
                send.apply(request.get().contentType("application/json").header("Content-Encoding", "br"), "{}");
        softly.assertThat(brotli.statusCode())
                .as("an encoding that is not gzip")
                .isEqualTo(415);
        softly.assertAll();
    }

    /** Asserts that an answer is a problem document of a kind. */
    public static void isProblem(Response answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("/problems/" + slug);
        assertThat(answer.jsonPath().getInt("status")).isEqualTo(status);
    }

    private static Map<String, Object> bodies() {
        Map<String, Object> bodies = new LinkedHashMap<>();
        bodies.put("empty", "");
        bodies.put("null", "null");
        bodies.put("malformed", "{\"a\":");
        bodies.put("array for object", "[]");
        bodies.put("string for object", "\"x\"");
        bodies.put("unknown field", "{\"surely_unknown\": 1}");
        bodies.put("duplicate key", "{\"a\": 1, \"a\": 2}");
        bodies.put("trailing tokens", "{} {}");
        bodies.put("NUL", "{\"surely_unknown\": \"a\\u0000b\"}");
        bodies.put("lone surrogate", "{\"surely_unknown\": \"\\ud800\"}");
        bodies.put("number bomb", "{\"surely_unknown\": 1e1000000000}");
        bodies.put("many digits", "{\"surely_unknown\": " + "9".repeat(2000) + "}");
        bodies.put("deep", "[".repeat(100_000));
        bodies.put("long name", "{\"" + "n".repeat(60_000) + "\": 1}");
        bodies.put("long string", "{\"surely_unknown\": \"" + "s".repeat(100_000) + "\"}");
        bodies.put("invalid UTF-8", new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'});
        bodies.put("not JSON at all", "<xml/>".getBytes(StandardCharsets.UTF_8));
        return bodies;
    }
}
