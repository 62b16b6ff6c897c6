package dev.keizoku.metrics.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;

/** Reads the attributes of accounts, each text once: many accounts have the same. */
final class AttributeTexts {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Map<String, String>> known = new HashMap<>();

    Map<String, String> of(String json) {
        return known.computeIfAbsent(json, AttributeTexts::read);
    }

    private static Map<String, String> read(String json) {
        Map<String, String> values = new HashMap<>();
        try {
            for (Map.Entry<String, JsonNode> entry : MAPPER.readTree(json).properties()) {
                values.put(entry.getKey(), entry.getValue().asText());
            }
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An attribute column holds what is not JSON.", impossible);
        }
        return values;
    }
}
