package dev.keizoku.usage.openmeter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.usage.event.Decoded;
import dev.keizoku.usage.event.EventJson;
import dev.keizoku.usage.event.EventReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event of Lago's: its transaction is the identity, its code the name, its subscription or customer the account. */
final class LagoEvent {

    static final String SOURCE = "lago";

    private static final BigDecimal LAST_SECOND = new BigDecimal("7258118399");
    private static final int MOST_DIGITS = 30;
    private static final List<String> KEPT = List.of("precise_total_amount_cents");

    private LagoEvent() {}

    static Decoded decode(JsonNode sent) {
        List<FieldError> errors = new ArrayList<>();
        ObjectNode event = EventJson.object().put("specversion", "1.0").put("source", SOURCE);
        copy(sent, "transaction_id", event, "id");
        copy(sent, "code", event, "type");
        boolean customer = sent.hasNonNull("external_customer_id");
        copy(sent, customer ? "external_customer_id" : "external_subscription_id", event, "subject");
        String time = time(sent.path("timestamp"), errors);
        if (time != null) {
            event.put("time", time);
        }
        event.set("data", data(sent, customer, errors));
        Decoded decoded = EventReader.of(event, null);
        if (decoded instanceof Decoded.Valid && errors.isEmpty()) {
            return decoded;
        }
        String id = null;
        if (decoded instanceof Decoded.Refused refused) {
            id = refused.id();
            refused.errors().stream().map(error -> inSent(error, customer)).forEach(errors::add);
        }
        return new Decoded.Refused(id, errors, sent.toString());
    }

    /** The event as the answer repeats it. */
    static ObjectNode answered(JsonNode sent) {
        ObjectNode answered = EventJson.object();
        String id = SOURCE + "\n" + sent.path("transaction_id").asText();
        answered.put(
                "lago_id",
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString());
        for (String field : List.of("transaction_id", "external_subscription_id", "code", "timestamp", "properties")) {
            if (sent.hasNonNull(field)) {
                answered.set(field, sent.get(field));
            }
        }
        return answered;
    }

    private static ObjectNode data(JsonNode sent, boolean customer, List<FieldError> errors) {
        ObjectNode data = EventJson.object();
        JsonNode properties = sent.path("properties");
        if (properties.isObject()) {
            data.setAll((ObjectNode) properties);
        } else if (sent.hasNonNull("properties")) {
            errors.add(new FieldError("/properties", "wrong_type", "Expected an object."));
        }
        if (customer && sent.hasNonNull("external_subscription_id")) {
            data.set("external_subscription_id", sent.get("external_subscription_id"));
        }
        KEPT.stream().filter(sent::hasNonNull).forEach(field -> data.set(field, sent.get(field)));
        return data;
    }

    /** Lago's times are seconds since 1970, as a number or in a string; a time by RFC 3339 is left to the reader. */
    private static @Nullable String time(JsonNode time, List<FieldError> errors) {
        if (time.isMissingNode() || time.isNull()) {
            return null;
        }
        boolean seconds =
                time.isNumber() || time.isTextual() && time.textValue().matches("[0-9]{1,10}(\\.[0-9]{1,9})?");
        if (!seconds) {
            return time.asText();
        }
        BigDecimal since = time.isNumber() ? time.decimalValue() : new BigDecimal(time.textValue());
        // What a scale could not hold within reason is never written out.
        boolean reasonable = Math.abs((long) since.scale()) <= MOST_DIGITS;
        if (!reasonable || since.signum() < 0 || since.compareTo(LAST_SECOND) > 0) {
            errors.add(new FieldError("/timestamp", "invalid_value", "Accepted are the years 1970 to 2199."));
            return null;
        }
        BigDecimal micros = since.movePointRight(6).setScale(0, RoundingMode.DOWN);
        return Instant.EPOCH
                .plusSeconds(micros.longValueExact() / 1_000_000)
                .plusNanos(micros.longValueExact() % 1_000_000 * 1000)
                .toString();
    }

    private static void copy(JsonNode sent, String from, ObjectNode event, String to) {
        JsonNode value = sent.path(from);
        if (value.isIntegralNumber()) {
            event.put(to, value.asText());
        } else if (sent.hasNonNull(from)) {
            event.set(to, value);
        }
    }

    private static FieldError inSent(FieldError error, boolean customer) {
        String pointer = error.pointer();
        String own = switch (pointer) {
            case "/id" -> "/transaction_id";
            case "/type" -> "/code";
            case "/time" -> "/timestamp";
            case "/subject" -> customer ? "/external_customer_id" : "/external_subscription_id";
            default -> pointer.startsWith("/data") ? "/properties" + pointer.substring("/data".length()) : pointer;
        };
        return new FieldError(own, error.code(), error.detail());
    }
}
