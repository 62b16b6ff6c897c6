package dev.keizoku.imports;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One row after the mapping: flat names, nested by dot.
 *
 * @param line where the row begins in the file, from 1
 * @param fields values are {@code String}; in a row of NDJSON also numbers, booleans and lists; never null
 */
public record ImportRow(long line, Map<String, Object> fields) {

    public ImportRow {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The same row as a tree: {@code attributes.country} becomes the field {@code country} of {@code attributes}. */
    public Map<String, Object> nested() {
        Map<String, Object> root = new LinkedHashMap<>();
        fields.forEach((name, value) -> put(root, name, value));
        return root;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> parent, String name, Object value) {
        int dot = name.indexOf('.');
        if (dot <= 0 || dot == name.length() - 1) {
            parent.put(name, value);
            return;
        }
        Object child = parent.computeIfAbsent(name.substring(0, dot), key -> new LinkedHashMap<String, Object>());
        if (child instanceof Map<?, ?> map) {
            put((Map<String, Object>) map, name.substring(dot + 1), value);
        } else {
            parent.put(name, value);
        }
    }
}
