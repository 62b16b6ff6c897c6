package dev.keizoku.imports.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.keizoku.kernel.FieldError;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Objects of a JSON document, whether in an array or one after the other, over as many lines as they like. */
final class JsonRecords extends Lookahead {

    private static final int MOST_TOKENS = 1_000_000;

    private final ObjectMapper mapper;
    private final JsonParser parser;
    private boolean inArray;

    JsonRecords(Reader text, ObjectMapper mapper) throws IOException {
        this.mapper = mapper;
        this.parser = mapper.createParser(text);
        advance();
    }

    @Override
    @Nullable Entry read() {
        try {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY && !inArray) {
                inArray = true;
                token = parser.nextToken();
            }
            if (token == JsonToken.END_ARRAY) {
                inArray = false;
                token = parser.nextToken();
            }
            return token == null ? null : entry(token);
        } catch (JsonProcessingException malformed) {
            throw new UnreadableFile("The file is not well-formed JSON from line "
                    + malformed.getLocation().getLineNr() + " on.");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Entry entry(JsonToken token) throws IOException {
        long line = parser.currentTokenLocation().getLineNr();
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new Entry.Unreadable(line, new FieldError("", "wrong_type", "This is not a JSON object."));
        }
        try (TokenBuffer object = new TokenBuffer(parser)) {
            int depth = 0;
            int count = 0;
            do {
                JsonToken current = parser.currentToken();
                depth += current.isStructStart() ? 1 : current.isStructEnd() ? -1 : 0;
                if (count++ < MOST_TOKENS) {
                    object.copyCurrentEvent(parser);
                }
                if (depth > 0 && parser.nextToken() == null) {
                    throw new UnreadableFile("The file ends within an object.");
                }
            } while (depth > 0);
            if (count > MOST_TOKENS) {
                return new Entry.Unreadable(line, new FieldError("", "too_long", "An object has too much in it."));
            }
            return JsonEntry.of(
                    line,
                    mapper.readTree(object.asParser()) instanceof ObjectNode read ? read : mapper.createObjectNode());
        }
    }
}
