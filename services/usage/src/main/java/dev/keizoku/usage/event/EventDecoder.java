package dev.keizoku.usage.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keizoku.kernel.FieldError;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one CloudEvent of version 1.0 in its JSON format, checking it attribute by attribute. */
final class EventDecoder {

    private static final long MOST_BYTES = 256 * 1024;
    private static final String WINDOW =
            "A time is written by RFC 3339 with an offset, such as 2026-03-02T09:30:00+09:00, and lies in 1970 to 2199.";

    private final Findings findings;
    private final EventData data;
    private final SortedMap<String, String> extensions = new TreeMap<>();
    private @Nullable String version;
    private @Nullable String id;
    private @Nullable String source;
    private @Nullable String name;
    private @Nullable String subject;
    private @Nullable Instant time;
    private boolean dataSeen;

    private EventDecoder(boolean inBatch) {
        this.findings = new Findings(inBatch);
        this.data = new EventData(findings);
    }

    /** Reads the value the parser is at, whatever it is. */
    static Decoded decode(JsonParser parser, boolean inBatch) throws IOException {
        EventDecoder decoder = new EventDecoder(inBatch);
        if (parser.hasToken(JsonToken.START_OBJECT)) {
            long start = parser.currentTokenLocation().getByteOffset();
            decoder.attributes(parser);
            if (parser.currentTokenLocation().getByteOffset() - start > MOST_BYTES) {
                decoder.findings.add("", "too_large", "An event has at most 256 KiB.");
            }
        } else {
            decoder.findings.here(parser, "wrong_type", "Expected an event, which is an object.");
            parser.skipChildren();
            return new Decoded.Refused(null, decoder.findings.all());
        }
        return decoder.result();
    }

    private void attributes(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String attribute = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            attribute(attribute, parser);
        }
    }

    private void attribute(String attribute, JsonParser parser) throws IOException {
        switch (attribute) {
            case "specversion" -> version = findings.text(parser);
            case "id" -> id = findings.id(parser);
            case "source" -> source = reference(parser);
            case "type" -> name = findings.id(parser);
            case "subject" -> subject = findings.id(parser);
            case "time" -> time = time(parser);
            case "data" -> {
                once(parser);
                data.read(parser);
            }
            case "data_base64" -> {
                once(parser);
                if (findings.text(parser) != null) {
                    data.readBase64(parser);
                }
            }
            default -> extension(attribute, parser);
        }
    }

    private void once(JsonParser parser) {
        if (dataSeen) {
            findings.here(parser, "invalid_value", "An event has data or data_base64, not both.");
        }
        dataSeen = true;
    }

    private @Nullable String reference(JsonParser parser) throws IOException {
        String text = findings.id(parser);
        if (text != null && text.chars().anyMatch(c -> c <= ' ' || "<>\"{}|\\^`".indexOf(c) >= 0)) {
            findings.here(parser, "invalid_value", "A source is a URI reference: no spaces, quotes or braces.");
            return null;
        }
        return text;
    }

    private @Nullable Instant time(JsonParser parser) throws IOException {
        String text = findings.text(parser);
        if (text == null) {
            return null;
        }
        try {
            return EventTime.read(text);
        } catch (DateTimeException unreadable) {
            findings.here(parser, "invalid_value", WINDOW);
            return null;
        }
    }

    private void extension(String attribute, JsonParser parser) throws IOException {
        boolean named =
                !attribute.isEmpty() && attribute.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
        if (!named) {
            findings.here(
                    parser, "unknown_field", "Not a CloudEvents attribute: those are lower-case letters and digits.");
            parser.skipChildren();
        } else if (!parser.currentToken().isScalarValue()) {
            findings.here(parser, "wrong_type", "An attribute is a string, a number or a boolean.");
            parser.skipChildren();
        } else {
            String value = CanonicalJson.copy(parser, findings);
            boolean usual = attribute.equals("datacontenttype") && value.equals("\"application/json\"");
            if (!usual) {
                extensions.put(attribute, value);
            }
        }
    }

    private Decoded result() {
        require(version, "/specversion");
        require(id, "/id");
        require(source, "/source");
        require(name, "/type");
        if (version != null && !version.equals("1.0")) {
            findings.add("/specversion", "invalid_value", "Accepted is 1.0.");
        }
        if (subject != null && data.account != null && !subject.equals(data.account)) {
            findings.add("/data/account_id", "account_mismatch", "The subject names another account.");
        }
        if (UsageEvent.FEATURE_USED.equals(name)) {
            require(data.feature, "/data/feature");
        }
        String properties = data.properties();
        if (!findings.none() || id == null || source == null || name == null) {
            return new Decoded.Refused(id, findings.all());
        }
        return new Decoded.Valid(new UsageEvent(
                source,
                id,
                name,
                time,
                subject == null ? orNone(data.account) : subject,
                orNone(data.user),
                orNone(data.feature),
                data.value(),
                properties,
                extensions.isEmpty() ? null : CanonicalJson.object(extensions)));
    }

    /** A field that was sent but could not be read has been noted already. */
    private void require(@Nullable String value, String pointer) {
        boolean noted = findings.all().stream().map(FieldError::pointer).anyMatch(pointer::equals);
        if (value == null && !noted) {
            findings.add(pointer, "required", "This attribute must be given.");
        }
    }

    private static String orNone(@Nullable String value) {
        return value == null ? UsageEvent.NONE : value;
    }
}
