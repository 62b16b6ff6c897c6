package dev.keizoku.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a request carries and somebody logs, as the file has it that a service writes. */
@QuarkusTest
@WithKeizoku
class LogOverHttpTest {

    private static final Duration WRITTEN = Duration.ofMinutes(1);
    private static final Path LOG = Path.of("target", "echo.log");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "kz_abcdefgh_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl";

    @Test
    void noSecretOfAnExceptionIsInTheLog() {
        JsonNode entry = logged("repeated", """
                GET https://jane:hunter2@crm.example.com/v1?api_key=shhh&limit=1
                Authorization: Bearer %s
                kz_bt_%s is %s, said "jane.doe+kz@example.co.jp" at /v1/users/jane%%40example.com
                """.formatted(TOKEN, TOKEN, KEY));

        assertThat(entry.path("message").asText()).isEqualTo("request failed");
        assertThat(entry.toString())
                .doesNotContain("hunter2", "shhh", "c2lnbmF0dXJl", KEY.substring(12), "jane", "co.jp", "%40")
                .contains("https://***@crm.example.com/v1?api_key=***&limit=1", "Bearer ***", "kz_abcdefgh_***");
    }

    @Test
    void noValueOfAStatementIsInTheLog() {
        JsonNode entry = logged("refused", "Jane Doe");

        assertThat(entry.toString()).contains("violates not-null constraint").doesNotContain("Jane");
    }

    @Test
    void theAccountOfARequestIsMaskedWhereItIsAnAddress() {
        assertThat(logged("accounts/jane@example.com/broken", "")
                        .at("/mdc/account")
                        .asText())
                .isEqualTo("***");
    }

    /** The entry about a request that fails, which names it. */
    private static JsonNode logged(String path, String body) {
        String request = UUID.randomUUID().toString();
        Response answer = Api.unchecked("t", "echo")
                .header("X-Request-Id", request)
                .contentType("application/octet-stream")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/" + path);
        BadInput.isProblem(answer, 500, "internal");
        return Eventually.passes(WRITTEN, () -> {
            List<JsonNode> entries = lines().stream()
                    .filter(line -> line.contains(request))
                    .map(LogOverHttpTest::json)
                    .toList();
            assertThat(entries).hasSize(1);
            return entries.getFirst();
        });
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(LOG);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException halfWritten) {
            throw new AssertionError(line, halfWritten);
        }
    }
}
