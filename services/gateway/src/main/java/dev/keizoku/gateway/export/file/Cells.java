package dev.keizoku.gateway.export.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What stands in a cell of a spreadsheet for a value of a JSON row. */
public final class Cells {

    /** What a spreadsheet takes for the beginning of a formula, or leaves out and then finds one. */
    private static final String DANGEROUS = "=+-@\t\r";

    private static final Pattern NUMBER = Pattern.compile("-\\d+(\\.\\d+)?");

    private static final String BETWEEN = "; ";

    private Cells() {}

    /** The cell of a field, which is named by its path: {@code trend.label}. */
    static String of(JsonNode row, String path) {
        JsonNode value = row;
        for (String name : path.split("\\.", -1)) {
            value = value.path(name);
        }
        return value.isTextual() ? neutral(value.textValue()) : raw(value);
    }

    /** The same without care for what a spreadsheet makes of it. */
    static String raw(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isNumber()) {
            return value.decimalValue().toPlainString();
        }
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(
                    element.path("text").isTextual() ? element.path("text").textValue() : raw(element)));
            return neutral(String.join(BETWEEN, elements));
        }
        return value.toString();
    }

    /**
     * Text that a spreadsheet shows and does not reckon with: an apostrophe goes before what looks like a formula. A number
     * is none, with a minus or without.
     */
    static String neutral(String text) {
        boolean harmless = text.isEmpty()
                || DANGEROUS.indexOf(text.charAt(0)) < 0
                || NUMBER.matcher(text).matches();
        return harmless ? text : "'" + text;
    }

    /** The paths of all fields of all rows, in the order they come. */
    public static List<String> paths(Iterable<? extends JsonNode> rows) {
        Set<String> paths = new LinkedHashSet<>();
        rows.forEach(row -> collect(row, "", paths));
        return List.copyOf(paths);
    }

    private static void collect(JsonNode object, String prefix, Set<String> paths) {
        object.properties().forEach(field -> {
            String path = prefix + field.getKey();
            if (field.getValue().isObject()) {
                collect(field.getValue(), path + ".", paths);
            } else {
                paths.add(path);
            }
        });
    }
}
