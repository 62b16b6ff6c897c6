package dev.keizoku.imports;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.TimeText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one row by type and notes everything that is wrong with it.
 *
 * <p>Read each field, then look at {@link #errors()}, which also names the fields nobody read.
 */
public final class RowFields {

    private static final int MAX_INTEGER_DIGITS = 15;
    private static final int MAX_FRACTION_DIGITS = 12;
    private static final int MAX_NUMBER_LENGTH = 40;

    private final ImportRow row;
    private final ZoneId zone;
    private final Set<String> read = new LinkedHashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    private RowFields(ImportRow row, ZoneId zone) {
        this.row = row;
        this.zone = zone;
    }

    /** Reads a row; a date without a time is the start of that day in the zone. */
    public static RowFields of(ImportRow row, ZoneId zone) {
        return new RowFields(row, zone);
    }

    public boolean has(String name) {
        return row.fields().containsKey(name);
    }

    public @Nullable String text(String name) {
        read.add(name);
        Object value = row.fields().get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
        }
        error(name, "wrong_type", "Expected text.");
        return null;
    }

    /** The text of a field that must be there; empty, with an error noted, when it is not. */
    public String requiredText(String name) {
        String value = text(name);
        if (value == null) {
            error(name, "required", "This field is needed.");
            return "";
        }
        return value;
    }

    /** A value made from text; what the making refuses with a sentence becomes the row's error. */
    public <T> @Nullable T as(String name, Function<String, T> making) {
        String text = text(name);
        return text == null ? null : convert(name, text, making);
    }

    /** The same for a field that must be there. */
    public <T> @Nullable T requiredAs(String name, Function<String, T> making) {
        if (!has(name)) {
            read.add(name);
            error(name, "required", "This field is needed.");
            return null;
        }
        return as(name, making);
    }

    /** A number of at most 15 integer and 12 fraction digits. */
    public @Nullable BigDecimal decimal(String name) {
        return as(name, RowFields::parseDecimal);
    }

    public @Nullable Integer integer(String name) {
        return as(name, text -> {
            try {
                return parseDecimal(text).intValueExact();
            } catch (ArithmeticException notWhole) {
                throw new IllegalArgumentException("Expected a whole number.", notWhole);
            }
        });
    }

    /** True or false, in any case, as spreadsheets and databases write it: also yes and no, 1 and 0. */
    public @Nullable Boolean bool(String name) {
        return as(name, text -> switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "true", "yes", "1", "t", "y" -> true;
            case "false", "no", "0", "f", "n" -> false;
            default -> throw new IllegalArgumentException("Expected true or false.");
        });
    }

    /** A time by RFC 3339, or a date, which is the start of that day. */
    public @Nullable Instant instant(String name) {
        return as(name, text -> parseInstant(text, zone));
    }

    public @Nullable LocalDate date(String name) {
        return as(name, text -> {
            try {
                return text.length() == 10
                        ? TimeText.date(text)
                        : TimeText.instant(text).atZone(zone).toLocalDate();
            } catch (DateTimeException unreadable) {
                throw new IllegalArgumentException("Expected a date, written YYYY-MM-DD.", unreadable);
            }
        });
    }

    /** Every field whose name begins with the prefix, by the rest of its name. */
    public Map<String, Object> prefixed(String prefix) {
        Map<String, Object> found = new LinkedHashMap<>();
        row.fields().forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                read.add(name);
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    public void error(String name, String code, String detail) {
        errors.add(new FieldError(name, code, detail));
    }

    /** Everything that is wrong with the row, the fields nobody read included. */
    public List<FieldError> errors() {
        List<FieldError> all = new ArrayList<>(errors);
        for (String name : row.fields().keySet()) {
            if (!read.contains(name)) {
                all.add(new FieldError(name, "unknown_field", "This kind of row has no such field."));
            }
        }
        return all;
    }

    private <T> @Nullable T convert(String name, String text, Function<String, T> making) {
        try {
            return making.apply(text);
        } catch (IllegalArgumentException refused) {
            String sentence = refused.getMessage();
            error(name, "invalid_value", sentence == null ? "This value does not fit." : sentence);
            return null;
        }
    }

    private static BigDecimal parseDecimal(String text) {
        String digits = text.strip();
        try {
            if (digits.length() > MAX_NUMBER_LENGTH) {
                throw new NumberFormatException();
            }
            BigDecimal value = new BigDecimal(digits);
            boolean fits = (long) value.precision() - value.scale() <= MAX_INTEGER_DIGITS
                    && value.scale() <= MAX_FRACTION_DIGITS;
            if (!fits) {
                throw new NumberFormatException();
            }
            return value.scale() < 0 ? value.setScale(0) : value;
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "Expected a number of at most 15 integer and 12 fraction digits.", notANumber);
        }
    }

    private static Instant parseInstant(String text, ZoneId zone) {
        try {
            return text.length() == 10 ? TimeText.date(text).atStartOfDay(zone).toInstant() : TimeText.instant(text);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "Expected a date, or a time by RFC 3339 with an offset, from 1970 to 2199.", unreadable);
        }
    }
}
