package dev.keizoku.usage.event;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.TimeText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An event as a flat row of a file: CloudEvents attributes and members of the data side by side. */
public final class EventRow {

    /** Rows that name no source come from here. */
    static final String SOURCE = "/import";

    private static final int DATE_LENGTH = 10;
    private static final Set<String> UNDERSTOOD = Set.of(
            "source",
            "id",
            "type",
            "subject",
            "account_id",
            "user_id",
            "feature",
            "value",
            "quantity",
            "time",
            "specversion");

    private final Map<String, Object> fields;
    private final @Nullable Filling filling;
    private final Findings findings = new Findings(false);

    private EventRow(Map<String, Object> fields, @Nullable Filling filling) {
        this.fields = fields;
        this.filling = filling;
    }

    /** Reads a row; a time without an hour is the start of that day in the zone. */
    public static Decoded decode(Map<String, Object> fields, ZoneId zone) {
        return new EventRow(fields, null).decode(zone);
    }

    /** Reads a row that may leave out what the filling fills in. */
    static Decoded decode(Map<String, Object> fields, ZoneId zone, Filling filling) {
        Decoded decoded = new EventRow(fields, filling).decode(zone);
        return decoded instanceof Decoded.Refused refused ? refused.of(asSent(fields)) : decoded;
    }

    /** A row as JSON, for showing it. */
    private static String asSent(Map<String, Object> fields) {
        SortedMap<String, String> members = new TreeMap<>();
        fields.forEach((name, value) -> members.put(name, json(value, text(value))));
        return CanonicalJson.object(members);
    }

    private Decoded decode(ZoneId zone) {
        String id = filling == null ? required("id") : id("id");
        String name = required("type");
        String source = id("source");
        if (filling != null) {
            checkAttributes(source);
        }
        String subject = id("subject");
        String account = id("account_id");
        String user = id("user_id");
        String feature = id("feature");
        if (subject != null && account != null && !subject.equals(account)) {
            findings.add("/account_id", "account_mismatch", "The subject names another account.");
        }
        if (UsageEvent.FEATURE_USED.equals(name) && feature == null && !fields.containsKey("feature")) {
            findings.add("/feature", "required", "This field is needed.");
        }
        BigDecimal value = value("value");
        BigDecimal quantity = value("quantity");
        Instant time = time(zone);
        String properties = properties(value == null ? null : quantity);
        if (name == null || !findings.none()) {
            return new Decoded.Refused(id, findings.all());
        }
        UsageEvent event = new UsageEvent(
                source == null ? SOURCE : source,
                orNone(id),
                name,
                time,
                subject == null ? orNone(account) : subject,
                orNone(user),
                orNone(feature),
                value == null ? quantity : value,
                properties,
                null);
        return id == null && filling != null ? filling.complete(event) : new Decoded.Valid(event);
    }

    private void checkAttributes(@Nullable String source) {
        if (source != null && !EventDecoder.isReference(source)) {
            findings.add("/source", "invalid_value", EventDecoder.NO_REFERENCE);
        }
        Object version = fields.get("specversion");
        if (version != null && !text(version).equals("1.0")) {
            findings.add("/specversion", "invalid_value", "Accepted is 1.0.");
        }
        // What a user is from now on, by either name, is a usable text.
        id("department");
        id("role");
    }

    private @Nullable String required(String field) {
        if (!fields.containsKey(field)) {
            findings.add("/" + field, "required", "This field is needed.");
        }
        return id(field);
    }

    private @Nullable String id(String field) {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        try {
            return CallerId.check(text(value));
        } catch (IllegalArgumentException unacceptable) {
            findings.add("/" + field, "invalid_value", String.valueOf(unacceptable.getMessage()));
            return null;
        }
    }

    private @Nullable BigDecimal value(String field) {
        Object value = fields.get(field);
        BigDecimal number = value == null ? null : EventData.parse(text(value).strip());
        if (value != null && number == null) {
            findings.add("/" + field, "invalid_value", "A value has at most 14 integer and 6 fraction digits.");
        }
        return number;
    }

    private @Nullable Instant time(ZoneId zone) {
        Object value = fields.get("time");
        if (value == null) {
            return null;
        }
        try {
            String text = text(value);
            Instant time = text.length() == DATE_LENGTH
                    ? TimeText.date(text).atStartOfDay(zone).toInstant()
                    : EventTime.read(text);
            return time.truncatedTo(ChronoUnit.MICROS);
        } catch (TimeText.OutOfWindow outside) {
            findings.add("/time", FieldError.OUT_OF_RANGE, EventDecoder.WINDOW);
            return null;
        } catch (DateTimeException unreadable) {
            findings.add("/time", "invalid_value", "Expected a date, or a time by RFC 3339 with an offset.");
            return null;
        }
    }

    private @Nullable String properties(@Nullable BigDecimal quantity) {
        SortedMap<String, String> others = new TreeMap<>();
        if (quantity != null) {
            others.put("quantity", quantity.toPlainString());
        }
        fields.forEach((name, value) -> {
            if (!UNDERSTOOD.contains(name)) {
                String text = text(value);
                boolean storable = Findings.storable(name) && Findings.storable(text);
                if (!storable) {
                    findings.add("", "invalid_text", "Text holds no NUL and no lone surrogate.");
                }
                others.put(name, json(value, text));
            }
        });
        return others.isEmpty() ? null : CanonicalJson.object(others);
    }

    private static String json(Object value, String text) {
        if (value instanceof Number || value instanceof Boolean) {
            return text;
        }
        StringBuilder quoted = new StringBuilder();
        CanonicalJson.quote(text, quoted);
        return quoted.toString();
    }

    private static String text(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal.stripTrailingZeros().toPlainString();
            case LocalDate day -> day.toString();
            default -> value.toString();
        };
    }

    private static String orNone(@Nullable String value) {
        return value == null ? UsageEvent.NONE : value;
    }
}
