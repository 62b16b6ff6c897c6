package dev.keizoku.e2e.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;

/** What came back. */
public record Answer(String request, int status, HttpHeaders headers, String body) {

    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(this + " is not JSON", noJson);
        }
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The body of an answer that has to be a success. */
    public JsonNode ok() {
        assertThat(status).as(toString()).isBetween(200, 299);
        return json();
    }

    /** Asserts a problem document, without anything in it that is not the caller's business. */
    public Answer isProblem(int expected) {
        assertThat(status).as(toString()).isEqualTo(expected);
        assertThat(header("Content-Type")).as(toString()).startsWith("application/problem+json");
        JsonNode problem = json();
        assertThat(problem.path("status").asInt()).as(toString()).isEqualTo(expected);
        assertThat(problem.path("type").asText()).as(toString()).startsWith("/problems/");
        assertThat(problem.path("title").asText()).as(toString()).isNotBlank();
        assertThat(header("X-Request-Id")).as(toString()).isNotBlank();
        assertThat(body).doesNotContain("Exception", "java.", "dev.keizoku", "org.postgresql", "127.0.0.1");
        return this;
    }

    @Override
    public String toString() {
        return request + " -> " + status + " " + (body.length() > 2000 ? body.substring(0, 2000) + "…" : body);
    }
}
