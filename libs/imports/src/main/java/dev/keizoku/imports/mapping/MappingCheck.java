package dev.keizoku.imports.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.imports.decode.FileFormat;
import dev.keizoku.imports.mapping.ImportMapping.WhenEmpty;
import dev.keizoku.kernel.FieldError;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a mapping and notes everything in it that makes no sense. */
public final class MappingCheck {

    private static final Charset CP932 = Charset.forName("windows-31j");
    private static final Map<String, Charset> CHARSETS = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "utf8", StandardCharsets.UTF_8,
            "cp932", CP932,
            "windows-31j", CP932,
            "shift_jis", CP932);
    private static final int MAX_FIELDS = 200;

    private final ImportMapping mapping;
    private final List<FieldError> errors = new ArrayList<>();

    public MappingCheck(ImportMapping mapping) {
        this.mapping = mapping;
    }

    /** What is wrong with the mapping so far. */
    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /**
     * How the file is to be read.
     *
     * @param mediaType of the file's part, which decides where the mapping does not
     */
    public FileFormat format(@Nullable String mediaType) {
        return new FileFormat(syntax(mediaType), charset(), delimiter());
    }

    /** How rows are made; days are days of the zone. */
    public RowMapping rows(ZoneId zone) {
        List<FieldRule> rules = new ArrayList<>();
        Map<String, ImportMapping.Field> fields =
                Optional.ofNullable(mapping.fields()).orElse(Map.of());
        if (fields.size() > MAX_FIELDS) {
            error("/fields", "invalid_value", "A mapping has at most 200 fields.");
        }
        fields.forEach((target, field) -> rule(target, field).ifPresent(rules::add));
        return new RowMapping(rules, zone);
    }

    private FileFormat.Syntax syntax(@Nullable String mediaType) {
        String format = mapping.format();
        if (format == null) {
            String type = mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT);
            if (type.contains("ndjson") || type.contains("jsonl") || type.contains("json-seq")) {
                return FileFormat.Syntax.NDJSON;
            }
            return type.contains("json") ? FileFormat.Syntax.JSON : FileFormat.Syntax.CSV;
        }
        return switch (format) {
            case "csv" -> FileFormat.Syntax.CSV;
            case "ndjson" -> FileFormat.Syntax.NDJSON;
            case "json" -> FileFormat.Syntax.JSON;
            default -> {
                error("/format", "invalid_value", "Accepted: csv, ndjson, json.");
                yield FileFormat.Syntax.CSV;
            }
        };
    }

    private Charset charset() {
        String name = Optional.ofNullable(mapping.charset()).orElse("utf-8").toLowerCase(Locale.ROOT);
        Charset charset = CHARSETS.get(name);
        if (charset == null) {
            error("/charset", "invalid_value", "Accepted: utf-8, cp932.");
            return StandardCharsets.UTF_8;
        }
        return charset;
    }

    private char delimiter() {
        String delimiter = Optional.ofNullable(mapping.delimiter()).orElse(",");
        if (delimiter.length() != 1 || "\"\r\n\0".contains(delimiter)) {
            error("/delimiter", "invalid_value", "The delimiter is one character, such as , or ; or a tab.");
            return ',';
        }
        return delimiter.charAt(0);
    }

    private Optional<FieldRule> rule(String target, ImportMapping.@Nullable Field field) {
        String at = "/fields/" + target;
        if (field == null) {
            error(at, "required", "Say where the field comes from: column, constant or concat.");
            return Optional.empty();
        }
        int before = errors.size();
        Optional<FieldSource> source = source(at, field);
        DatePattern dates = dates(at, field.dateFormat());
        if (source.isEmpty() || errors.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new FieldRule(
                target,
                source.get(),
                dates,
                Optional.ofNullable(field.whenEmpty()).orElse(WhenEmpty.OMIT),
                Optional.ofNullable(field.map()).orElse(Map.of())));
    }

    private Optional<FieldSource> source(String at, ImportMapping.Field field) {
        List<FieldSource> sources = new ArrayList<>();
        if (field.column() != null) {
            sources.add(new FieldSource.Column(field.column()));
        }
        if (field.constant() != null) {
            constant(at + "/constant", field.constant()).ifPresent(sources::add);
        }
        if (field.concat() != null) {
            sources.add(concat(at + "/concat", field.concat()));
        }
        if (sources.size() != 1) {
            error(at, "invalid_value", "A field comes from exactly one of column, constant and concat.");
            return Optional.empty();
        }
        return Optional.of(sources.getFirst());
    }

    private Optional<FieldSource> constant(String at, JsonNode value) {
        Optional<FieldSource> constant = switch (value.getNodeType()) {
            case STRING -> Optional.of(new FieldSource.Constant(value.textValue()));
            case NUMBER -> Optional.of(new FieldSource.Constant(value.decimalValue()));
            case BOOLEAN -> Optional.of(new FieldSource.Constant(value.booleanValue()));
            case ARRAY, BINARY, MISSING, NULL, OBJECT, POJO -> Optional.empty();
        };
        if (constant.isEmpty()) {
            error(at, "wrong_type", "A constant is a text, a number, or true or false.");
        }
        return constant;
    }

    private FieldSource concat(String at, List<JsonNode> parts) {
        List<FieldSource> sources = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = parts.get(i);
            if (part.isTextual()) {
                sources.add(new FieldSource.Constant(part.textValue()));
            } else if (part.size() == 1 && part.path("column").isTextual()) {
                sources.add(new FieldSource.Column(part.path("column").textValue()));
            } else {
                error(at + "/" + i, "wrong_type", "A part is a text or {\"column\": \"name\"}.");
            }
        }
        return new FieldSource.Concat(sources);
    }

    private @Nullable DatePattern dates(String at, @Nullable String pattern) {
        if (pattern == null) {
            return null;
        }
        try {
            return DatePattern.of(pattern);
        } catch (IllegalArgumentException notAPattern) {
            error(at + "/date_format", "invalid_value", String.valueOf(notAPattern.getMessage()));
            return null;
        }
    }

    private void error(String pointer, String code, String detail) {
        errors.add(new FieldError(pointer, code, detail));
    }
}
