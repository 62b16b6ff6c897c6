package dev.keizoku.usage.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cases of the CloudEvents conformance project, sent to the service. */
@QuarkusTest
@WithKeizoku
class ConformanceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Inject
    Jdbi jdbi;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private RequestSpecification request() {
        return Api.unchecked(tenant, "usage:write", "backfill");
    }

    private Stored stored(Response answer) {
        answer.then().statusCode(200).body("accepted", equalTo(1));
        List<Stored> stored = Stored.of(jdbi, tenant);
        assertThat(stored).hasSize(1);
        return stored.getFirst();
    }

    @Test
    void theHttpBindingIsReadAsItsFeatureSays() throws IOException {
        List<Scenario> scenarios =
                Scenario.of(Files.readAllLines(SharedData.file("cloudevents/http-protocol-binding.feature")));
        assertThat(scenarios).hasSize(4);
        for (Scenario scenario : scenarios) {
            tenant = TestTenants.fresh();
            RequestSpecification request = request();
            scenario.headers().forEach((name, value) -> {
                if (name.equals("Content-Type")) {
                    request.contentType(value);
                } else if (!name.equals("Content-Length") && !name.equals("Host")) {
                    request.header(name, value);
                }
            });
            Stored stored = stored(request.body(scenario.body().getBytes(StandardCharsets.UTF_8))
                    .post("/v1/events"));
            scenario.attributes()
                    .forEach((name, value) -> assertThat(attribute(stored, name))
                            .as(scenario + ": " + name)
                            .isEqualTo(name.equals("datacontenttype") ? "application/json" : value));
            assertThat(json(stored.properties())).as(scenario.name()).isEqualTo(json(scenario.data()));
        }
    }

    /** JSON is the type of data that says nothing of its type, and has one charset. */
    private static String attribute(Stored stored, String name) {
        return switch (name) {
            case "id" -> stored.id();
            case "specversion" -> "1.0";
            case "type" -> stored.name();
            case "source" -> stored.source();
            case "time" -> stored.time().toString();
            case "datacontenttype" -> extension(stored, name, "application/json");
            default -> extension(stored, name, "");
        };
    }

    private static String extension(Stored stored, String name, String otherwise) {
        return stored.extensions() == null
                ? otherwise
                : json(stored.extensions()).path(name).asText(otherwise);
    }

    @Test
    void itsEventsArriveInTheModeTheyAreSentIn() throws IOException {
        List<JsonNode> events = documents("cloudevents/v1.yaml");
        assertThat(events).hasSize(2);
        for (JsonNode event : events) {
            tenant = TestTenants.fresh();
            Stored stored = stored(send(event, event.path("Mode").asText().equals("binary")));
            assertThat(stored.id()).isEqualTo("4321-4321-4321");
            assertThat(stored.name()).isEqualTo("com.example.someevent");
            assertThat(stored.source()).isEqualTo("/mycontext/subcontext");
            assertThat(stored.time()).isEqualTo(Instant.parse("2018-04-05T03:56:24Z"));
            assertThat(json(stored.properties())).isEqualTo(json("{\"world\":\"hello\"}"));
            assertThat(extension(stored, "comexampleextension1", "")).isEqualTo("value");
            assertThat(json(extension(stored, "comexampleextension2", ""))).isEqualTo(json("{\"othervalue\": 5}"));
        }
    }

    @Test
    void itsMinimalEventsKeepDataOfEveryType() throws IOException {
        List<JsonNode> events = documents("cloudevents/v1_minimum.yaml");
        assertThat(events).hasSize(6);
        for (JsonNode event : events) {
            tenant = TestTenants.fresh();
            JsonNode attributes = event.path("ContextAttributes");
            Stored stored = stored(send(event, true));
            String type = attributes.path("datacontenttype").asText();
            String data = event.path("Data").asText().strip();
            assertThat(stored.id()).isEqualTo(attributes.path("id").asText());
            boolean isJson = type.startsWith("application/json");
            assertThat(attribute(stored, "datacontenttype")).isEqualTo(isJson ? "application/json" : type);
            assertThat(json(stored.properties()))
                    .isEqualTo(isJson ? json(data) : JSON.getNodeFactory().textNode(data));
        }
    }

    private Response send(JsonNode event, boolean binary) throws JsonProcessingException {
        RequestSpecification request = request();
        String data = event.path("Data").asText().strip();
        ObjectNode attributes = event.path("ContextAttributes").deepCopy();
        JsonNode extensions = attributes.remove("Extensions");
        if (extensions != null) {
            attributes.setAll((ObjectNode) extensions);
        }
        attributes.put("specversion", "1.0");
        if (attributes.has("time")) {
            attributes.put(
                    "time",
                    OffsetDateTime.parse(attributes.get("time").asText()).toString());
        }
        if (!binary) {
            attributes.set("data", json(data));
            return request.contentType("application/cloudevents+json")
                    .body(JSON.writeValueAsString(attributes))
                    .post("/v1/events");
        }
        JsonNode type = attributes.remove("datacontenttype");
        attributes
                .properties()
                .forEach(attribute -> request.header(
                        "ce-" + attribute.getKey(),
                        URLEncoder.encode(attribute.getValue().asText(), StandardCharsets.UTF_8)
                                .replace("+", "%20")));
        return request.contentType(type == null ? "application/json" : type.asText())
                .body(data.getBytes(StandardCharsets.UTF_8))
                .post("/v1/events");
    }

    private static List<JsonNode> documents(String name) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(SharedData.file(name).toFile())) {
            return documents.readAll();
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(text, broken);
        }
    }
}
