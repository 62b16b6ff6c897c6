package dev.keizoku.imports.mapping;

import dev.keizoku.imports.mapping.ImportMapping.WhenEmpty;
import dev.keizoku.kernel.FieldError;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one field of a row is made from a record. */
record FieldRule(
        String target,
        FieldSource source,
        @Nullable DatePattern dates,
        WhenEmpty whenEmpty,
        Map<String, String> values) {

    private static final String EVERY_OTHER = "*";

    /** A value that cannot become the field. */
    static final class Refused extends RuntimeException {

        private final transient FieldError error;

        Refused(String field, String code, String detail) {
            super(detail, null, false, false);
            this.error = new FieldError(field, code, detail);
        }

        FieldError error() {
            return error;
        }
    }

    /**
     * The field's value; null when it is to be left out.
     *
     * @throws Refused when the record's value cannot become one
     */
    @Nullable Object of(Map<String, Object> record, ZoneId zone) {
        Object raw = source.of(record);
        if (raw instanceof String text && !values.isEmpty()) {
            raw = replaced(text);
        }
        if (raw == null || raw.equals("")) {
            return switch (whenEmpty) {
                case OMIT -> null;
                case KEEP -> "";
                case REJECT -> throw new Refused(target, "required", "This field is empty.");
            };
        }
        if (dates != null && raw instanceof String text) {
            return dates.toInstant(text, zone)
                    .orElseThrow(() -> new Refused(
                            target, "invalid_value", "This is not a date of the form " + dates.pattern() + "."))
                    .toString();
        }
        return raw;
    }

    private @Nullable String replaced(String text) {
        String value = values.getOrDefault(text, values.get(EVERY_OTHER));
        if (value == null && !text.isEmpty()) {
            throw new Refused(target, "unmapped_value", "The mapping does not say what this value becomes.");
        }
        return value;
    }
}
