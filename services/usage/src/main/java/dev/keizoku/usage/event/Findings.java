package dev.keizoku.usage.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the event being read; pointers are relative to it. */
final class Findings {

    private static final int MOST = 20;

    private final boolean inBatch;
    private final List<FieldError> errors = new ArrayList<>(2);

    Findings(boolean inBatch) {
        this.inBatch = inBatch;
    }

    boolean none() {
        return errors.isEmpty();
    }

    List<FieldError> all() {
        return List.copyOf(errors);
    }

    void add(String pointer, String code, String detail) {
        if (errors.size() < MOST) {
            errors.add(new FieldError(pointer, code, detail));
        }
    }

    /** Notes something about the value the parser is at. */
    void here(JsonParser parser, String code, String detail) {
        String pointer = parser.getParsingContext().pathAsPointer(false).toString();
        int event = inBatch ? pointer.indexOf('/', 1) : 0;
        String relative = event < 0 ? "" : pointer.substring(event);
        add(storable(relative) ? relative : "", code, detail);
    }

    /** The text the parser is at; null, and noted, when it is not text. */
    @Nullable String text(JsonParser parser) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            here(parser, "wrong_type", "Expected a string.");
            parser.skipChildren();
            return null;
        }
        return parser.getText();
    }

    /** The id the parser is at; null, and noted, when it is none. */
    @Nullable String id(JsonParser parser) throws IOException {
        String text = text(parser);
        if (text == null || plainId(text)) {
            return text;
        }
        try {
            return CallerId.check(text);
        } catch (IllegalArgumentException unacceptable) {
            here(parser, "invalid_value", String.valueOf(unacceptable.getMessage()));
            return null;
        }
    }

    /** Whether PostgreSQL could keep the text. */
    static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Most ids are short and ASCII; they need no look at their Unicode categories. */
    private static boolean plainId(String text) {
        if (text.isEmpty() || text.length() > 255) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
