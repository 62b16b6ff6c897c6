package dev.keizoku.usage.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads fields of a message and notes what is wrong with them, once for each. */
final class Fields {

    private final List<FieldError> errors = new ArrayList<>();

    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    void note(String pointer, String code, String detail) {
        note(new FieldError(pointer, code, detail));
    }

    /** What could not be read is not also missing. */
    void note(FieldError error) {
        if (errors.stream().map(FieldError::pointer).noneMatch(error.pointer()::equals)) {
            errors.add(error);
        }
    }

    /** A text, as which a number is taken, too: some keep their ids as numbers. */
    @Nullable String text(JsonNode of, String name) {
        JsonNode value = of.path(name);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            note("/" + name, "wrong_type", "Expected a string.");
            return null;
        }
        return value.asText();
    }

    /** An id that has to be there. */
    <T> @Nullable T id(String pointer, @Nullable String text, Function<String, T> reading) {
        if (text == null) {
            note(pointer, "required", "This field is needed.");
            return null;
        }
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException unfit) {
            note(pointer, "invalid_value", String.valueOf(unfit.getMessage()));
            return null;
        }
    }

    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
