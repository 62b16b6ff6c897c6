package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import dev.keizoku.e2e.suite.Wait;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Orders exports and fetches them, as a script does. */
final class Exports {

    private static final Duration MADE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Suite suite;
    private final Tenant tenant;
    private final String key;

    Exports(Suite suite, Tenant tenant) {
        this.suite = suite;
        this.tenant = tenant;
        this.key = tenant.key("health:read", "subscriptions:read", "metrics:read");
    }

    /** One that is made. */
    JsonNode made(String resource, String format, Map<String, ?> more) {
        Map<String, Object> order = new HashMap<>(more);
        order.put("resource", resource);
        order.put("format", format);
        Answer taken = suite.as(key).post("/v1/exports", order);
        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        return Wait.passes(MADE, () -> {
            JsonNode state = tenant.admin()
                    .get("/v1/exports/" + taken.json().path("id").asText())
                    .ok();
            assertThat(state.path("status").asText()).as("%s", state).isEqualTo("done");
            return state;
        });
    }

    List<JsonNode> rows(String resource, Map<String, ?> more) {
        return rows(text(made(resource, "ndjson", more)));
    }

    static List<JsonNode> rows(String lines) {
        return lines.lines().map(Exports::json).toList();
    }

    List<Map<String, String>> table(String resource, Map<String, ?> more) {
        return table(text(made(resource, "csv", more)));
    }

    static List<Map<String, String>> table(String text) {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text)) {
            return reader.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    String text(JsonNode export) {
        HttpResponse<byte[]> content = content(export, Map.of());
        assertThat(content.statusCode()).isEqualTo(200);
        return new String(content.body(), StandardCharsets.UTF_8);
    }

    HttpResponse<byte[]> content(JsonNode export, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(suite.gateway() + export.path("content_url").asText()))
                .header("Authorization", "Bearer " + key);
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    static String unpacked(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
