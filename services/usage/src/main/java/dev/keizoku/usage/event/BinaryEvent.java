package dev.keizoku.usage.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A CloudEvent in the binary mode of the HTTP binding: its attributes are headers, its data is the body. */
public final class BinaryEvent {

    private static final String PREFIX = "ce-";
    private static final Pattern JSON = Pattern.compile("application/json|[^/]+/[^/]+\\+json");
    private static final Pattern TEXT = Pattern.compile("text/.*|application/xml|[^/]+/[^/]+\\+xml");
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset=\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

    private final ObjectNode event = EventJson.object();
    private final List<FieldError> errors = new ArrayList<>();

    private BinaryEvent() {}

    /** Whether a request speaks this mode, which its headers alone tell. */
    public static boolean spokenBy(Set<String> headers) {
        return headers.stream().anyMatch(name -> name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()));
    }

    /**
     * Reads the event.
     *
     * @param headers as the server read them, every byte a character
     * @throws ProblemException 400 when the body is said to be JSON and is not
     */
    public static Decoded decode(Map<String, List<String>> headers, @Nullable String type, InputStream body)
            throws IOException {
        BinaryEvent binary = new BinaryEvent();
        new TreeMap<>(headers).forEach((name, values) -> {
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                binary.attribute(name.substring(PREFIX.length()).toLowerCase(Locale.ROOT), values);
            }
        });
        byte[] data = body.readNBytes(EventDecoder.MOST_BYTES + 1);
        if (data.length > EventDecoder.MOST_BYTES) {
            binary.error("", "too_large", "An event has at most 256 KiB.");
        } else if (data.length > 0) {
            binary.data(type == null ? "" : type, data);
        }
        return binary.result();
    }

    private void attribute(String name, List<String> values) {
        if (name.equals("datacontenttype")) {
            error(name, "unknown_field", "In this mode the Content-Type header says the type of the data.");
        } else if (name.equals("data") || name.equals("data_base64")) {
            error(name, "unknown_field", "In this mode the data is the body.");
        } else if (values.size() > 1) {
            error(name, "repeated", "An attribute is given once.");
        } else {
            try {
                event.put(name, HeaderText.decode(values.getFirst()));
            } catch (CharacterCodingException notUtf8) {
                error(name, "invalid_text", "Percent-decoded, a header value is UTF-8.");
            }
        }
    }

    private void data(String type, byte[] data) throws IOException {
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.isEmpty()) {
            event.put("datacontenttype", type);
        }
        if (JSON.matcher(media).matches()) {
            event.set("data", EventJson.tree(new ByteArrayInputStream(data)));
        } else if (TEXT.matcher(media).matches()) {
            text(type, data);
        } else {
            event.put("data_base64", Base64.getEncoder().encodeToString(data));
        }
    }

    /**
     * The charset a content type names, UTF-8 when it names none.
     *
     * @throws IllegalArgumentException for one nobody knows
     */
    public static Charset charsetOf(@Nullable String type) {
        Matcher named = CHARSET.matcher(type == null ? "" : type);
        return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    }

    private void text(String type, byte[] data) {
        try {
            CharBuffer text = charsetOf(type).newDecoder().decode(ByteBuffer.wrap(data));
            event.put("data", text.toString());
        } catch (CharacterCodingException | IllegalArgumentException undecodable) {
            errors.add(new FieldError("", "invalid_text", "The body is not text in the charset it is said to be in."));
        }
    }

    private Decoded result() {
        Decoded decoded = EventReader.of(event, null);
        if (errors.isEmpty() && decoded instanceof Decoded.Valid) {
            return decoded;
        }
        String id = null;
        if (decoded instanceof Decoded.Refused refused) {
            id = refused.id();
            refused.errors().stream().map(BinaryEvent::inHeaders).forEach(this::add);
        }
        return new Decoded.Refused(id, errors, event.toString());
    }

    private void error(String attribute, String code, String detail) {
        errors.add(new FieldError(attribute.isEmpty() ? "" : PREFIX + attribute, code, detail));
    }

    /** What a header was refused for is not also missing. */
    private void add(FieldError error) {
        if (errors.stream().map(FieldError::pointer).noneMatch(error.pointer()::equals)) {
            errors.add(error);
        }
    }

    /** The data is the body here, and everything else a header. */
    private static FieldError inHeaders(FieldError error) {
        String pointer = error.pointer();
        String name = pointer.startsWith("/data") && (pointer.length() == 5 || pointer.charAt(5) == '/')
                ? pointer.substring(5)
                : PREFIX + pointer.substring(Math.min(1, pointer.length()));
        return new FieldError(name, error.code(), error.detail());
    }
}
