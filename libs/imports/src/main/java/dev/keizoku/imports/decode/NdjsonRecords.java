package dev.keizoku.imports.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.FieldError;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One JSON object a line; nested objects become flat names joined by dots. */
final class NdjsonRecords implements Records {

    private static final int MAX_LINE = 1024 * 1024;

    private final Reader text;
    private final String charset;
    private final ObjectMapper mapper;
    private long line;
    private @Nullable Entry next;

    NdjsonRecords(Reader text, FileFormat format, ObjectMapper mapper) {
        this.text = text;
        this.charset = format.charset().name();
        this.mapper = mapper;
        advance();
        if (next instanceof Entry.Unreadable first) {
            throw new UnreadableFile("Line " + first.line() + " is not a JSON object in " + charset
                    + ", so this is no file of NDJSON: one object a line.");
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Entry next() {
        Entry current = next;
        if (current == null) {
            throw new NoSuchElementException();
        }
        advance();
        return current;
    }

    private void advance() {
        try {
            String record = readLine();
            while (record != null && record.isBlank()) {
                record = readLine();
            }
            next = record == null ? null : parse(record);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The next line, cut when it is longer than a record may be; null at the end. */
    private @Nullable String readLine() throws IOException {
        StringBuilder record = new StringBuilder();
        int c = text.read();
        if (c < 0) {
            return null;
        }
        line++;
        for (; c >= 0 && c != '\n'; c = text.read()) {
            if (record.length() <= MAX_LINE) {
                record.append((char) c);
            }
        }
        return record.toString();
    }

    private Entry parse(String record) {
        if (record.length() > MAX_LINE) {
            return unreadable("too_long", "A line has at most 1 MiB.");
        }
        if (Text.isBroken(record)) {
            return unreadable("invalid_text", "The line is not text in " + charset + ".");
        }
        try {
            if (!(mapper.readTree(record) instanceof ObjectNode object)) {
                return unreadable("wrong_type", "The line is not a JSON object.");
            }
            return entry(line, object);
        } catch (JsonProcessingException malformed) {
            return unreadable("malformed_json", "The line is not well-formed JSON.");
        }
    }

    /** The record an object is. */
    static Entry entry(long line, ObjectNode object) {
        Map<String, Object> values = new LinkedHashMap<>();
        String broken = flatten("", object, values);
        return broken == null
                ? new Entry.Read(line, values)
                : new Entry.Unreadable(
                        line, new FieldError(broken, "invalid_text", "Text holds no NUL and no lone surrogate."));
    }

    private Entry unreadable(String code, String detail) {
        return new Entry.Unreadable(line, new FieldError("", code, detail));
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
