package dev.keizoku.health.touchpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.TimeText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of an item of a request: every value of the very type the contract says. */
final class JsonFields implements SentFields {

    private static final int MAX_INTEGER_DIGITS = 15;
    private static final int MAX_FRACTION_DIGITS = 12;

    private final JsonNode item;
    private final Set<String> read = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    JsonFields(JsonNode item) {
        this.item = item;
    }

    @Override
    public boolean has(String name) {
        return item.hasNonNull(name);
    }

    @Override
    public @Nullable String text(String name) {
        return value(name, "text", JsonNode::isTextual, JsonNode::textValue);
    }

    @Override
    public @Nullable Instant instant(String name) {
        return time(name, TimeText::instant, "Expected a time by RFC 3339 with an offset, from 1970 to 2199.");
    }

    @Override
    public @Nullable LocalDate date(String name) {
        return time(name, TimeText::date, "Expected a date, written YYYY-MM-DD, from 1970 to 2199.");
    }

    @Override
    public @Nullable Integer integer(String name) {
        return value(
                name, "a whole number", node -> node.isIntegralNumber() && node.canConvertToInt(), JsonNode::intValue);
    }

    @Override
    public @Nullable BigDecimal decimal(String name) {
        BigDecimal value = value(name, "a number", JsonNode::isNumber, JsonNode::decimalValue);
        if (value == null || fits(value)) {
            return value;
        }
        error(name, "invalid_value", "Expected a number of at most 15 integer and 12 fraction digits.");
        return null;
    }

    @Override
    public @Nullable Boolean bool(String name) {
        return value(name, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    @Override
    public @Nullable List<String> texts(String name) {
        return value(name, "a list of texts", JsonFields::isListOfTexts, node -> {
            List<String> texts = new ArrayList<>();
            node.forEach(text -> texts.add(text.textValue()));
            return texts;
        });
    }

    @Override
    public void error(String name, String code, String detail) {
        errors.add(new FieldError("/" + name, code, detail));
    }

    @Override
    public List<FieldError> errors() {
        if (!item.isObject()) {
            return List.of(new FieldError("", "wrong_type", "A touchpoint is an object."));
        }
        List<FieldError> all = new ArrayList<>(errors);
        item.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                all.add(new FieldError(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "unknown_field",
                        "This kind of touchpoint has no such field."));
            }
        });
        return all;
    }

    private <T> @Nullable T value(
            String name, String expected, Function<JsonNode, Boolean> fits, Function<JsonNode, T> reading) {
        read.add(name);
        JsonNode node = item.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!fits.apply(node)) {
            error(name, "wrong_type", "Expected " + expected + ".");
            return null;
        }
        return reading.apply(node);
    }

    private <T> @Nullable T time(String name, Function<String, T> reading, String expected) {
        String text = text(name);
        try {
            return text == null ? null : reading.apply(text);
        } catch (DateTimeException unreadable) {
            error(name, "invalid_value", expected);
            return null;
        }
    }

    private static boolean isListOfTexts(JsonNode node) {
        if (!node.isArray()) {
            return false;
        }
        for (JsonNode text : node) {
            if (!text.isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(BigDecimal value) {
        return (long) value.precision() - value.scale() <= MAX_INTEGER_DIGITS && value.scale() <= MAX_FRACTION_DIGITS;
    }
}
