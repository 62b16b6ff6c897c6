package dev.keizoku.imports.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a record of a JSON object: nested objects become flat names joined by dots. */
final class JsonEntry {

    private JsonEntry() {}

    /** The record an object is. */
    static Entry of(long line, ObjectNode object) {
        Map<String, Object> values = new LinkedHashMap<>();
        String broken = flatten("", object, values);
        return broken == null
                ? new Entry.Read(line, values)
                : new Entry.Unreadable(
                        line, new FieldError(broken, "invalid_text", "Text holds no NUL and no lone surrogate."));
    }

    /** Returns the name of the first field whose text cannot be stored; null when all can. */
    private static @Nullable String flatten(String prefix, ObjectNode object, Map<String, Object> values) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = prefix + field.getKey();
            if (!storable(name)) {
                return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
            }
            if (field.getValue() instanceof ObjectNode child && !child.isEmpty()) {
                String broken = flatten(name + ".", child, values);
                if (broken != null) {
                    return broken;
                }
            } else if (!field.getValue().isNull()) {
                if (!storable(field.getValue())) {
                    return name;
                }
                values.put(name, plain(field.getValue()));
            }
        }
        return null;
    }

    private static Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.decimalValue();
            case ARRAY -> list(value);
            case OBJECT -> Map.of();
            case NULL, MISSING, BINARY, POJO -> "";
        };
    }

    private static List<Object> list(JsonNode array) {
        List<Object> items = new ArrayList<>(array.size());
        array.forEach(item -> items.add(item instanceof ObjectNode object ? tree(object) : plain(item)));
        return items;
    }

    private static Map<String, Object> tree(ObjectNode object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            values.put(field.getKey(), value instanceof ObjectNode child ? tree(child) : plain(value));
        });
        return values;
    }

    private static boolean storable(JsonNode value) {
        if (value.isTextual()) {
            return storable(value.textValue());
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (!storable(field.getKey())) {
                return false;
            }
        }
        for (JsonNode child : value) {
            if (!storable(child)) {
                return false;
            }
        }
        return true;
    }

    private static boolean storable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }
}
