package dev.keizoku.gateway.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.StringJoiner;

/**
 * What each value of an enum means, in English and Japanese. A contract says it in {@code x-enum-texts}; readers of the
 * document find it as a list in the description, and generators as {@code x-enum-descriptions}, which they know.
 */
final class EnumTexts {

    private static final String TEXTS = "x-enum-texts";

    private EnumTexts() {}

    /** Adds what another contract says of the values of the same enum. */
    static void merge(JsonNode schema, JsonNode other) {
        if (schema instanceof ObjectNode known && other.get(TEXTS) instanceof ObjectNode texts) {
            known.withObjectProperty(TEXTS).setAll(texts);
        }
    }

    /** Describes every enum at and below a node. */
    static void describe(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.get("enum") instanceof ArrayNode values
                && schema.get(TEXTS) instanceof ObjectNode texts) {
            describe(schema, values, texts);
        }
        node.forEach(EnumTexts::describe);
    }

    private static void describe(ObjectNode schema, ArrayNode values, ObjectNode texts) {
        String description = schema.path("description").asText();
        StringJoiner list = new StringJoiner("\n", description.isEmpty() ? "" : description + "\n\n", "");
        ArrayNode descriptions = schema.putArray("x-enum-descriptions");
        for (JsonNode value : values) {
            JsonNode text = texts.path(value.asText());
            String english = text.path("en").asText();
            descriptions.add(english);
            if (!english.isEmpty()) {
                list.add("- `" + value.asText() + "`: " + english + " "
                        + text.path("ja").asText());
            }
        }
        schema.put("description", list.toString());
    }
}
