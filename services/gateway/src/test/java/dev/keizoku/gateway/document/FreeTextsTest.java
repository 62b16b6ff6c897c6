package dev.keizoku.gateway.document;

import static dev.keizoku.gateway.document.PersonalFieldsTest.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.keizoku.kernel.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether somebody has thought of each text in an answer: is it somebody's name, or what is said of somebody? */
class FreeTextsTest {

    private static final List<String> SERVICES = List.of("gateway", "subscriptions", "usage", "metrics", "health");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final List<String> CHOICES = List.of("allOf", "oneOf", "anyOf");

    /** Whoever has one of these is told everything, or is no person. */
    private static final Set<String> UNMASKED = Set.of("admin", "webhooks:manage", "operator", "internal");

    private static final String ID = "(.*_)?ids?|.*Id";

    private final Set<String> texts = new TreeSet<>();
    private final Set<String> marked = new HashSet<>();

    @Test
    void eachIsPersonalOrItIsSaidWhyNot() throws IOException {
        Set<String> listed = listed();
        everyOperation((contract, operation) -> answers(contract, operation).forEach(answer -> read(contract, answer)));
        Set<String> used =
                texts.stream().flatMap(text -> Stream.of(text, last(text))).collect(Collectors.toSet());
        assertThat(texts)
                .as("marked, or in not-personal.yaml")
                .filteredOn(text -> !listed.contains(text) && !listed.contains(last(text)))
                .isEmpty();
        assertThat(listed).as("in not-personal.yaml, and there is no such text").isSubsetOf(used);
    }

    @Test
    void nothingPersonalIsFilteredOrSortedBy() {
        everyOperation((contract, operation) -> {
            marked.clear();
            answers(contract, operation).forEach(answer -> read(contract, answer));
            for (JsonNode reference : operation.path("parameters")) {
                JsonNode parameter = resolved(contract, reference);
                if (parameter.path("in").asText().equals("query")) {
                    String told = operation.path("operationId").asText() + " by "
                            + parameter.path("name").asText();
                    assertThat(marked)
                            .as(told)
                            .doesNotContain(parameter.path("name").asText());
                    if (parameter.path("name").asText().equals("sort")) {
                        assertThat(parameter.at("/schema/enum"))
                                .as(told)
                                .noneMatch(by -> marked.contains(by.asText().replace("-", "")));
                    }
                }
            }
        });
    }

    private interface Visit {
        void of(JsonNode contract, JsonNode operation);
    }

    private static void everyOperation(Visit visit) {
        for (String service : SERVICES) {
            JsonNode contract = Contract.load(service);
            contract.path("paths")
                    .forEach(path -> path.properties().stream()
                            .filter(operation -> METHODS.contains(operation.getKey())
                                    && !UNMASKED.contains(
                                            operation.getValue().path("x-scope").asText()))
                            .forEach(operation -> visit.of(contract, operation.getValue())));
        }
    }

    private static Stream<JsonNode> answers(JsonNode contract, JsonNode operation) {
        return operation.path("responses").properties().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .map(answer -> resolved(contract, answer.getValue()).at("/content/application~1json/schema"));
    }

    private void read(JsonNode contract, JsonNode answer) {
        read(contract, answer, "", "", Set.of());
    }

    /**
     * Notes the texts of a schema.
     *
     * @param path from the schema that has a name
     */
    private void read(JsonNode contract, JsonNode reference, String path, String field, Set<JsonNode> within) {
        JsonNode schema = resolved(contract, reference);
        if (reference.path("x-personal").asBoolean()
                || schema.path("x-personal").asBoolean()) {
            marked.add(field);
            return;
        }
        if (within.contains(schema)) {
            return;
        }
        Set<JsonNode> inside =
                Stream.concat(within.stream(), Stream.of(schema)).collect(Collectors.toUnmodifiableSet());
        JsonNode fields = schema.path("properties");
        String name = reference.path("$ref").asText();
        String from = !fields.isEmpty() && !name.isEmpty() ? name.substring(name.lastIndexOf('/') + 1) : path;
        CHOICES.forEach(choice -> schema.path(choice).forEach(part -> read(contract, part, from, field, inside)));
        if (schema.has("items")) {
            read(contract, schema.path("items"), from, field, inside);
        }
        fields.properties()
                .forEach(each -> read(contract, each.getValue(), from + "." + each.getKey(), each.getKey(), inside));
        if (isText(schema) && !field.isEmpty() && !field.matches(ID)) {
            texts.add(path);
        }
    }

    /** Whether it may say anything. */
    private static boolean isText(JsonNode schema) {
        String type = schema.path("type").asText("string").toLowerCase(Locale.ROOT);
        boolean bound = Stream.concat(CHOICES.stream(), Stream.of("enum", "format", "pattern", "properties", "items"))
                .anyMatch(schema::has);
        return !bound && (type.equals("string") || type.equals("object"));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static Set<String> listed() throws IOException {
        try (InputStream list = FreeTextsTest.class.getResourceAsStream("/not-personal.yaml")) {
            Map<String, List<String>> reasons = new YAMLMapper().readValue(list, new TypeReference<>() {});
            return reasons.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        }
    }
}
