package dev.keizoku.health.touchpoint;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one touchpoint as it was sent, over the API or in a file, read by type. Everything that is wrong is noted,
 * and what nobody read at the end too.
 */
interface SentFields {

    int MOST_ITEMS = 200;

    boolean has(String name);

    @Nullable String text(String name);

    @Nullable Instant instant(String name);

    @Nullable LocalDate date(String name);

    @Nullable Integer integer(String name);

    @Nullable BigDecimal decimal(String name);

    @Nullable Boolean bool(String name);

    /** Null when the field is not there. */
    @Nullable List<String> texts(String name);

    void error(String name, String code, String detail);

    List<FieldError> errors();

    /** Notes that a field has to be there, unless it is. */
    default void require(String name) {
        if (!has(name)) {
            error(name, "required", "This field is needed.");
        }
    }

    /** Text of at least one and at most so many characters. */
    default @Nullable String text(String name, int most) {
        String text = text(name);
        if (text == null || fits(name, text, most)) {
            return text;
        }
        return null;
    }

    /** The same for a field that has to be there; empty, with an error noted, where it is not. */
    default String requiredText(String name, int most) {
        require(name);
        String text = text(name, most);
        return text == null ? "" : text;
    }

    default @Nullable UserId person(String name) {
        String id = text(name);
        try {
            return id == null ? null : new UserId(id);
        } catch (IllegalArgumentException unusable) {
            error(name, "invalid_value", String.valueOf(unusable.getMessage()));
            return null;
        }
    }

    /** One of the constants, which are written in lower case. */
    default <E extends Enum<E>> @Nullable E constant(String name, E[] values) {
        String text = text(name);
        return text == null ? null : constant(name, text, values);
    }

    /** Some of the constants; null when the field is not there. */
    default <E extends Enum<E>> @Nullable List<E> constants(String name, E[] values) {
        List<String> texts = texts(name);
        return texts == null
                ? null
                : texts.stream()
                        .flatMap(text -> Stream.ofNullable(constant(name, text, values)))
                        .toList();
    }

    /** Ids of people, each of 1 to 255 characters; null where there are none. */
    default @Nullable List<String> ids(String name) {
        List<String> ids = texts(name);
        if (ids == null || ids.isEmpty()) {
            return null;
        }
        if (ids.size() > MOST_ITEMS) {
            error(name, "invalid_value", "There may be at most " + MOST_ITEMS + ".");
        }
        ids.forEach(id -> fits(name, id, 255));
        return ids;
    }

    private boolean fits(String name, String text, int most) {
        boolean fits = !text.isEmpty() && text.codePointCount(0, text.length()) <= most;
        if (!fits) {
            error(name, "invalid_value", "Expected 1 to %,d characters.".formatted(most));
        }
        return fits;
    }

    private <E extends Enum<E>> @Nullable E constant(String name, String text, E[] values) {
        for (E value : values) {
            if (key(value).equals(text)) {
                return value;
            }
        }
        String accepted = Arrays.stream(values).map(SentFields::key).collect(Collectors.joining(", "));
        error(name, "invalid_value", "Accepted: " + accepted + ".");
        return null;
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
