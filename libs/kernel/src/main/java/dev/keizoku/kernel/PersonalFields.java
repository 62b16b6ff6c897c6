package dev.keizoku.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of answers, and of the rows of streams, that a contract marks as {@code x-personal}, and the same answers without
 * what they say: a text becomes {@link #MASK}, a list or an object is empty.
 */
public final class PersonalFields {

    /** The scope of those who are not told. */
    public static final String MASKED = "personal:masked";

    public static final String MASK = "***";

    private static final List<String> CHOICES = List.of("allOf", "oneOf", "anyOf");

    private final JsonNode contract;
    private final Map<String, JsonNode> answers = new HashMap<>();

    /** Of a contract as {@link Contract#load} gives it. */
    public PersonalFields(JsonNode contract) {
        this.contract = contract;
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operation.getValue().path("responses").properties().stream()
                                .filter(answer -> answer.getKey().startsWith("2"))
                                .map(answer -> told(resolved(answer.getValue()).path("content")))
                                .filter(schema -> marked(schema, new HashSet<>()))
                                .forEach(schema -> answers.put(key(operation.getKey(), path.getKey()), schema))));
    }

    /** What an answer is made of; each row of it where it is a stream. */
    private static JsonNode told(JsonNode content) {
        JsonNode rows = content.path("application/x-ndjson").path("x-rows");
        return rows.isMissingNode() ? content.path("application/json").path("schema") : rows;
    }

    /** Whether an operation answers with any; {@code path} as the contract writes it. */
    public boolean has(String method, String path) {
        return answers.containsKey(key(method, path));
    }

    /** The answer of an operation that has some, without what they say. */
    public JsonNode masked(String method, String path, JsonNode answer) {
        JsonNode schema = answers.get(key(method, path));
        return schema == null ? answer : masked(schema, answer);
    }

    private static String key(String method, String path) {
        return method.toLowerCase(Locale.ROOT) + " " + path;
    }

    private JsonNode masked(JsonNode reference, JsonNode value) {
        if (reference.path("x-personal").asBoolean()) {
            return blank(value);
        }
        JsonNode schema = resolved(reference);
        if (schema.path("x-personal").asBoolean()) {
            return blank(value);
        }
        JsonNode left = value;
        for (String choice : CHOICES) {
            for (JsonNode part : schema.path(choice)) {
                left = masked(part, left);
            }
        }
        if (left instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(field -> {
                JsonNode told = object.get(field.getKey());
                if (told != null) {
                    object.set(field.getKey(), masked(field.getValue(), told));
                }
            });
        } else if (left instanceof ArrayNode array && schema.has("items")) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, masked(schema.path("items"), array.get(i)));
            }
        }
        return left;
    }

    private static JsonNode blank(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> JsonNodeFactory.instance.objectNode();
            case ARRAY -> JsonNodeFactory.instance.arrayNode();
            case NULL, MISSING -> value;
            case STRING, NUMBER, BOOLEAN, BINARY -> TextNode.valueOf(MASK);
        };
    }

    private boolean marked(JsonNode reference, Set<JsonNode> seen) {
        if (reference.path("x-personal").asBoolean()) {
            return true;
        }
        JsonNode schema = resolved(reference);
        if (!seen.add(schema)) {
            return false;
        }
        boolean here = schema.path("x-personal").asBoolean() || marked(schema.path("items"), seen);
        for (String choice : CHOICES) {
            for (JsonNode part : schema.path(choice)) {
                here |= marked(part, seen);
            }
        }
        for (JsonNode property : schema.path("properties")) {
            here |= marked(property, seen);
        }
        return here;
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode here = node;
        while (here.has("$ref")) {
            here = contract.at(here.path("$ref").asText().substring(1));
        }
        return here;
    }
}
