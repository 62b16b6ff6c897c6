package dev.keizoku.imports.mapping;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a file: its format, and where each field of a row comes from.
 *
 * @param fields target field by flat name; absent when the columns are already named as the fields
 * @param createMissing whether what a row refers to and is not there is to be made
 */
public record ImportMapping(
        @Nullable String format,
        @Nullable String charset,
        @Nullable String delimiter,
        @Nullable Boolean createMissing,
        @Nullable Map<String, Field> fields) {

    public static final ImportMapping NONE = new ImportMapping(null, null, null, null, null);

    /**
     * Where one field comes from: exactly one of {@code column}, {@code constant} and {@code concat}.
     *
     * @param concat texts and {@code {"column": …}} in the order they are joined
     * @param dateFormat the pattern of a date or time that is not written by RFC 3339
     * @param whenEmpty what an empty value means; a field is left out unless told otherwise
     * @param map what each value of the file becomes; {@code *} stands for every other value
     */
    public record Field(
            @Nullable String column,
            @Nullable JsonNode constant,
            @Nullable List<JsonNode> concat,
            @Nullable String dateFormat,
            @Nullable WhenEmpty whenEmpty,
            @Nullable Map<String, String> map) {}

    /** What an empty value means. */
    public enum WhenEmpty {
        OMIT("omit"),
        KEEP("keep"),
        REJECT("reject");

        private final String wire;

        WhenEmpty(String wire) {
            this.wire = wire;
        }

        @JsonValue
        public String wire() {
            return wire;
        }
    }
}
