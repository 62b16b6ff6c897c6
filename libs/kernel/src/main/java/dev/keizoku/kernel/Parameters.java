package dev.keizoku.kernel;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of one request, read strictly.
 *
 * <p>Read each, then call {@link #verify()}, which names every bad and every unknown one at once.
 */
public final class Parameters {

    private final MultivaluedMap<String, String> query;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    private Parameters(MultivaluedMap<String, String> query) {
        this.query = query;
    }

    public static Parameters of(UriInfo uri) {
        return new Parameters(uri.getQueryParameters());
    }

    public @Nullable String string(String name) {
        List<String> values = strings(name);
        if (values.size() > 1) {
            error(name, "repeated", "This parameter may be given once.");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    /** Every value of a repeatable parameter. */
    public List<String> strings(String name) {
        known.add(name);
        return values(name);
    }

    public @Nullable LocalDate date(String name) {
        return parse(name, TimeText::date, TimeText.form(LocalDate.class));
    }

    public @Nullable Instant instant(String name) {
        return parse(name, TimeText::instant, TimeText.form(Instant.class));
    }

    public @Nullable AccountId accountId(String name) {
        return parse(name, AccountId::new, "an id has 1 to 255 characters and no control characters");
    }

    public int integer(String name, int fallback, int least, int most) {
        Integer value = parse(name, Integer::valueOf, "expected a whole number");
        if (value != null && (value < least || value > most)) {
            error(name, "invalid_value", "Expected a number from " + least + " to " + most + ".");
            return fallback;
        }
        return value == null ? fallback : value;
    }

    /** The size of a page: 50 unless told, at most 200. */
    public int limit() {
        return integer("limit", 50, 1, 200);
    }

    public boolean flag(String name) {
        return oneOf(name, List.of("true", "false"), "false").equals("true");
    }

    public String oneOf(String name, List<String> accepted, String fallback) {
        String value = string(name);
        if (value != null && !accepted.contains(value)) {
            error(name, "invalid_value", "Accepted: " + String.join(", ", accepted) + ".");
            return fallback;
        }
        return value == null ? fallback : value;
    }

    /** Every parameter whose name begins with the prefix, by the rest of its name. */
    public Map<String, List<String>> prefixed(String prefix) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String name : query.keySet()) {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                found.put(name.substring(prefix.length()), strings(name));
            }
        }
        return found;
    }

    public void error(String name, String code, String detail) {
        errors.add(new FieldError("?" + name, code, detail));
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException 400 naming every parameter that is bad or that the operation does not know
     */
    public void verify() {
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                error(name, "unknown_parameter", "This operation has no such parameter.");
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }

    private List<String> values(String name) {
        List<String> values = query.get(name);
        if (values == null) {
            return List.of();
        }
        for (String value : values) {
            if (value.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
                error(name, "invalid_text", "Text holds no NUL and no lone surrogate.");
                return List.of();
            }
        }
        return values;
    }

    private <T> @Nullable T parse(String name, Function<String, T> reading, String form) {
        String text = string(name);
        if (text == null) {
            return null;
        }
        try {
            return reading.apply(text);
        } catch (TimeText.OutOfWindow outside) {
            error(
                    name,
                    FieldError.OUT_OF_RANGE,
                    Character.toUpperCase(TimeText.WINDOW.charAt(0)) + TimeText.WINDOW.substring(1) + ".");
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            error(name, "invalid_value", Character.toUpperCase(form.charAt(0)) + form.substring(1) + ".");
        }
        return null;
    }
}
