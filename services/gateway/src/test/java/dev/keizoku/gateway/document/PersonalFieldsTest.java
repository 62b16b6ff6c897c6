package dev.keizoku.gateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.Contract;
import dev.keizoku.kernel.PersonalFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers made of the contracts, so that a field that is marked tomorrow is tried as well. */
class PersonalFieldsTest {

    private static final String OPEN = "open";
    private static final String SECRET = "somebody's";
    private static final int DEPTH = 12;
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final List<String> SERVICES = List.of("gateway", "subscriptions", "usage", "metrics", "health");

    @Test
    void everyMarkedFieldIsMaskedWhereverItStands() {
        for (String service : SERVICES) {
            JsonNode contract = Contract.load(service);
            PersonalFields fields = new PersonalFields(contract);
            contract.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().stream()
                            .filter(operation -> METHODS.contains(operation.getKey()))
                            .forEach(operation -> isMasked(
                                    contract, fields, operation.getKey(), path.getKey(), operation.getValue())));
        }
    }

    private static void isMasked(
            JsonNode contract, PersonalFields fields, String method, String path, JsonNode operation) {
        operation.path("responses").properties().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .map(answer -> told(resolved(contract, answer.getValue()).path("content")))
                .forEach(schema -> {
                    JsonNode sample = sample(contract, schema, false, DEPTH);
                    JsonNode masked = fields.masked(method, path, sample.deepCopy());
                    String told = method + " " + path;
                    assertThat(fields.has(method, path))
                            .as(told)
                            .isEqualTo(sample.toString().contains(SECRET));
                    assertThat(masked.toString()).as(told).doesNotContain(SECRET);
                    assertThat(count(masked)).as(told).isEqualTo(count(sample));
                });
    }

    @Test
    void contactsUsersEventsAndWhatStaffHasNotedHaveSome() {
        Map<String, List<String>> expected = Map.of(
                "subscriptions",
                List.of("/v1/accounts/{account_id}/contacts", "/v1/accounts/{account_id}/contacts/{contact_id}"),
                "usage",
                List.of("/v1/usage-users/{user_id}", "/v1/rejected-events", "/v1/events/{source}/{id}"),
                "health",
                List.of("/v1/plays/{id}", "/v1/offers", "/v1/export-rows/plays", "/v1/export-rows/risk-signals"));
        expected.forEach((service, paths) -> {
            PersonalFields fields = new PersonalFields(Contract.load(service));
            assertThat(paths).allMatch(path -> fields.has("GET", path));
        });
    }

    /** How often something stands there that anybody may know. */
    private static long count(JsonNode node) {
        long here = node.isTextual() && node.textValue().equals(OPEN) ? 1 : 0;
        for (JsonNode child : node) {
            here += count(child);
        }
        return here;
    }

    private static JsonNode sample(JsonNode contract, JsonNode reference, boolean within, int depth) {
        JsonNode schema = resolved(contract, reference);
        boolean personal = within
                || reference.path("x-personal").asBoolean()
                || schema.path("x-personal").asBoolean();
        if (depth == 0) {
            return JsonNodeFactory.instance.nullNode();
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String choice : List.of("allOf", "oneOf", "anyOf")) {
            for (JsonNode part : schema.path(choice)) {
                if (sample(contract, part, personal, depth - 1) instanceof ObjectNode made) {
                    object.setAll(made);
                }
            }
        }
        schema.path("properties")
                .properties()
                .forEach(field -> object.set(field.getKey(), sample(contract, field.getValue(), personal, depth - 1)));
        if (!object.isEmpty()) {
            return object;
        }
        if (schema.has("items")) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            return array.add(sample(contract, schema.path("items"), personal, depth - 1));
        }
        if ("object".equals(schema.path("type").asText())) {
            return object.put("any", personal ? SECRET : OPEN);
        }
        return JsonNodeFactory.instance.textNode(personal ? SECRET : OPEN);
    }

    /** A row where it is a stream. */
    private static JsonNode told(JsonNode content) {
        JsonNode rows = content.at("/application~1x-ndjson/x-rows");
        return rows.isMissingNode() ? content.at("/application~1json/schema") : rows;
    }

    static JsonNode resolved(JsonNode contract, JsonNode node) {
        JsonNode here = node;
        while (here.has("$ref")) {
            here = contract.at(here.path("$ref").asText().substring(1));
        }
        return here;
    }
}
