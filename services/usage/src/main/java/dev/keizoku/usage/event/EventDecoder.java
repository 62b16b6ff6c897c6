package dev.keizoku.usage.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.TimeText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one CloudEvent of version 1.0 in its JSON format, checking it attribute by attribute.
 *
 * <p>With a {@link Filling} it reads the plain form of one: what the filling fills in may be missing, and the members of
 * the data that are understood may stand beside the attributes.
 */
final class EventDecoder {

    static final int MOST_BYTES = 256 * 1024;
    static final String NO_REFERENCE = "A source is a URI reference: no spaces, quotes or braces.";
    static final String WINDOW =
            "A time is written by RFC 3339 with an offset, such as 2026-03-02T09:30:00+09:00, and lies in 1970 to 2199.";

    /** RFC 8259 knows no other charset, so this says no more than the media type alone. */
    private static final Pattern USUAL_TYPE =
            Pattern.compile("application/json(\\s*;\\s*charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);

    private final Findings findings;
    private final @Nullable Filling filling;
    private final EventData data;
    private final SortedMap<String, String> extensions = new TreeMap<>();
    private @Nullable String version;
    private @Nullable String id;
    private @Nullable String source;
    private @Nullable String name;
    private @Nullable String subject;
    private @Nullable Instant time;
    private boolean dataSeen;

    private EventDecoder(boolean inBatch, @Nullable Filling filling) {
        this.findings = new Findings(inBatch);
        this.filling = filling;
        this.data = new EventData(findings);
    }

    /** Reads the value the parser is at, whatever it is. */
    static Decoded decode(JsonParser parser, boolean inBatch, @Nullable Filling filling) throws IOException {
        EventDecoder decoder = new EventDecoder(inBatch, filling);
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
            default -> {
                if (filling == null || !data.take(attribute, parser)) {
                    extension(attribute, parser);
                }
            }
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
        if (text != null && !isReference(text)) {
            findings.here(parser, "invalid_value", NO_REFERENCE);
            return null;
        }
        return text;
    }

    static boolean isReference(String text) {
        return text.chars().noneMatch(c -> c <= ' ' || "<>\"{}|\\^`".indexOf(c) >= 0);
    }

    private @Nullable Instant time(JsonParser parser) throws IOException {
        String text = findings.text(parser);
        if (text == null) {
            return null;
        }
        try {
            return EventTime.read(text);
        } catch (TimeText.OutOfWindow outside) {
            findings.here(parser, FieldError.OUT_OF_RANGE, WINDOW);
            return null;
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
            // As text whatever it is, for that is all it can be in a header.
            boolean text = parser.hasToken(JsonToken.VALUE_STRING);
            String value = CanonicalJson.copy(parser, findings);
            boolean usual = attribute.equals("datacontenttype")
                    && USUAL_TYPE.matcher(parser.getText()).matches();
            if (!usual) {
                extensions.put(attribute, text ? value : '"' + value + '"');
            }
        }
    }

    private Decoded result() {
        if (filling == null) {
            require(version, "/specversion");
            require(id, "/id");
            require(source, "/source");
        }
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
        if (!findings.none() || name == null) {
            return new Decoded.Refused(id, findings.all());
        }
        UsageEvent event = new UsageEvent(
                source == null ? Filling.SOURCE : source,
                orNone(id),
                name,
                time,
                subject == null ? orNone(data.account) : subject,
                orNone(data.user),
                orNone(data.feature),
                data.value(),
                properties,
                extensions.isEmpty() ? null : CanonicalJson.object(extensions));
        return id == null && filling != null ? filling.complete(event) : new Decoded.Valid(event);
    }

    /** A field that was sent but could not be read has been noted already. */
    private void require(@Nullable String value, String pointer) {
        if (value == null && findings.all().stream().map(FieldError::pointer).noneMatch(pointer::equals)) {
            findings.add(pointer, "required", "This attribute must be given.");
        }
    }

    private static String orNone(@Nullable String value) {
        return value == null ? UsageEvent.NONE : value;
    }
}
