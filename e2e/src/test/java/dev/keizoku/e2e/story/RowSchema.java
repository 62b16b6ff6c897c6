package dev.keizoku.e2e.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the public contract says of the rows of a list. */
final class RowSchema {

    private final JsonNode document;
    private final JsonNode row;

    private RowSchema(JsonNode document, JsonNode row) {
        this.document = document;
        this.row = row;
    }

    /**
     * The rows of a read.
     *
     * @param places the way from the answer to its rows, through lists too: {@code data}, or {@code series}, {@code points}
     */
    static RowSchema of(JsonNode document, String path, String... places) {
        RowSchema here = new RowSchema(
                document,
                document.path("paths")
                        .path(path)
                        .path("get")
                        .path("responses")
                        .path("200")
                        .path("content")
                        .path("application/json")
                        .path("schema"));
        for (String place : places) {
            JsonNode list =
                    here.resolved(here.resolved(here.row).path("properties").path(place));
            here = new RowSchema(document, list.path("items"));
        }
        return here;
    }

    /** The fields of a row by their paths, as columns are named: those of objects that the contract describes apart. */
    Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        collect(row, "", fields);
        return fields;
    }

    /** What a row has that the contract does not tell of, and lacks that it requires. */
    Set<String> faults(JsonNode told) {
        Set<String> faults = new LinkedHashSet<>();
        compare(row, told, "", faults);
        return faults;
    }

    private void collect(JsonNode reference, String path, Set<String> fields) {
        JsonNode schema = object(reference);
        if (schema.path("properties").isEmpty()) {
            fields.add(path);
            return;
        }
        schema.path("properties")
                .properties()
                .forEach(field -> collect(
                        field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), fields));
    }

    private void compare(JsonNode reference, JsonNode told, String path, Set<String> faults) {
        JsonNode schema = object(reference);
        if (!told.isObject() || schema.path("properties").isEmpty()) {
            return;
        }
        schema.path("required").forEach(name -> {
            if (!told.has(name.asText())) {
                faults.add("no " + path + name.asText());
            }
        });
        told.properties().forEach(field -> {
            JsonNode known = schema.path("properties").path(field.getKey());
            if (known.isMissingNode()) {
                faults.add("unknown " + path + field.getKey());
            } else {
                compare(known, field.getValue(), path + field.getKey() + ".", faults);
            }
        });
    }

    /** The schema itself, or of several the one that has fields. */
    private JsonNode object(JsonNode reference) {
        JsonNode schema = resolved(reference);
        for (String several : new String[] {"allOf", "oneOf", "anyOf"}) {
            for (JsonNode one : schema.path(several)) {
                if (!object(one).path("properties").isEmpty()) {
                    return object(one);
                }
            }
        }
        return schema;
    }

    private JsonNode resolved(JsonNode reference) {
        JsonNode here = reference;
        while (here.has("$ref")) {
            here = document.at(here.path("$ref").asText().substring(1));
        }
        return here;
    }
}
