package dev.keizoku.subscriptions.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the fields of an object of Stripe's: what is null is missing, and what is expandable may be an id or an object. */
record StripeNode(JsonNode json) {

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    StripeNode at(String field) {
        return new StripeNode(json.path(field));
    }

    boolean isObject() {
        return json.isObject();
    }

    @Nullable String text(String field) {
        JsonNode value = json.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty() ? value.asText() : null;
    }

    String required(String field) {
        String text = text(field);
        if (text == null) {
            throw new UnreadableObject(field, "This field is needed.");
        }
        return text;
    }

    /** The id in a field that can hold the whole object. */
    @Nullable String id(String field) {
        return json.path(field).isObject() ? at(field).text("id") : text(field);
    }

    String requiredId(String field) {
        String id = id(field);
        if (id == null) {
            throw new UnreadableObject(field, "This field is needed.");
        }
        return id;
    }

    boolean flag(String field) {
        String text = text(field);
        return text != null && text.equalsIgnoreCase("true");
    }

    @Nullable BigDecimal number(String field) {
        return as(field, BigDecimal::new, "Expected a number.");
    }

    @Nullable Integer integer(String field) {
        return as(field, text -> new BigDecimal(text).intValueExact(), "Expected a whole number.");
    }

    /** A time in seconds since 1970. */
    @Nullable Instant time(String field) {
        Instant time = as(
                field, text -> Instant.ofEpochSecond(new BigDecimal(text).longValueExact()), "Expected a Unix time.");
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST))) {
            throw new UnreadableObject(field, "Expected a time from 1970 to 2199.");
        }
        return time;
    }

    <T> @Nullable T as(String field, Function<String, T> reading, String sentence) {
        String text = text(field);
        try {
            return text == null ? null : reading.apply(text);
        } catch (ArithmeticException | IllegalArgumentException | java.time.DateTimeException unfit) {
            throw new UnreadableObject(field, sentence);
        }
    }

    /** What a field lists, whether as an array or as one of Stripe's list objects. */
    List<StripeNode> list(String field) {
        JsonNode value = json.path(field);
        List<StripeNode> items = new ArrayList<>();
        (value.isObject() ? value.path("data") : value).forEach(item -> items.add(new StripeNode(item)));
        return items;
    }

    /** Whether the field is a list, if only an empty one. */
    boolean lists(String field) {
        return json.path(field).isArray();
    }
}
