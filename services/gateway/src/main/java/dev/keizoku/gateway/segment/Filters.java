package dev.keizoku.gateway.segment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * The filters an operation takes, as its contract says.
 *
 * @param attributes whether it takes {@code attribute.NAME} as well
 */
public record Filters(Set<String> names, boolean attributes) {

    private static final String ATTRIBUTE = "attribute.";

    /** What is no filter although it is a parameter. */
    private static final Set<String> OTHERS = Set.of("limit", "cursor", "sync_token", "segment", "include", "sort");

    /** Those of a read. */
    public static Filters of(JsonNode contract, String path) {
        Set<String> names = new TreeSet<>();
        boolean attributes = false;
        for (JsonNode parameter : contract.path("paths").path(path).path("get").path("parameters")) {
            JsonNode told = parameter.has("$ref")
                    ? contract.at(parameter.path("$ref").asText().substring(1))
                    : parameter;
            if (!told.path("in").asText().equals("query")) {
                continue;
            }
            if (told.path("schema").path("type").asText().equals("object")) {
                attributes = true;
            } else if (!OTHERS.contains(told.path("name").asText())) {
                names.add(told.path("name").asText());
            }
        }
        return new Filters(Set.copyOf(names), attributes);
    }

    public boolean take(String name) {
        return names.contains(name) || attributes && name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length();
    }

    /** For people: what may be asked for. */
    public String told() {
        String all = String.join(", ", new TreeSet<>(names));
        return attributes ? all + (all.isEmpty() ? "" : ", ") + "attribute.NAME" : all;
    }
}
